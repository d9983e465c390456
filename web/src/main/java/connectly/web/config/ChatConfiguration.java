package connectly.web.config;

import connectly.chatlog.ChatLog;
import connectly.eventlog.DataDirectory;
import connectly.eventlog.EventLog;
import connectly.eventlog.IdentityConverter;
import connectly.eventlog.sealing.MasterKey;
import connectly.handlers.ChatCommands;
import connectly.projectors.ChatProjection;
import connectly.query.contacts.ContactQueries;
import connectly.query.conversations.ConversationQueries;
import connectly.query.history.HistoryQueries;
import connectly.query.people.PeopleQueries;
import connectly.query.receipts.ReceiptQueries;
import connectly.query.updates.UpdateQueries;
import connectly.readmodel.ReadModel;
import connectly.web.commands.Commands;
import connectly.web.feed.Cursors;
import connectly.web.feed.LiveFeed;
import connectly.web.feed.MessagePlaces;
import connectly.web.feed.ReadModelClock;
import connectly.web.feed.UpdateFrames;
import connectly.web.settings.Secrets;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/**
 * The composition root of the chat: the log, the decisions on it, the projection of it, and what reads and tells the
 * outcome. The data flows one way round.
 */
@Configuration(proxyBeanMethods = false)
class ChatConfiguration {
    @Bean
    EventLog eventLog(DataDirectory data, Secrets secrets, MeterRegistry meters) {
        return ChatLog.open(data, MasterKey.of(secrets.masterKey()), meters);
    }

    @Bean
    ReadModel readModel(DataDirectory data, EventLog log) {
        return ReadModels.openNewest(data, log.epoch());
    }

    @Bean
    PeopleQueries peopleQueries(ReadModel readModel) {
        return new PeopleQueries(readModel);
    }

    @Bean
    ConversationQueries conversationQueries(ReadModel readModel) {
        return new ConversationQueries(readModel);
    }

    @Bean
    HistoryQueries historyQueries(ReadModel readModel) {
        return new HistoryQueries(readModel);
    }

    @Bean
    ContactQueries contactQueries(ReadModel readModel) {
        return new ContactQueries(readModel);
    }

    @Bean
    ReceiptQueries receiptQueries(ReadModel readModel) {
        return new ReceiptQueries(readModel);
    }

    @Bean
    UpdateQueries updateQueries(ReadModel readModel) {
        return new UpdateQueries(readModel);
    }

    @Bean
    Cursors cursors(EventLog log) {
        return new Cursors(log.epoch(), log::head);
    }

    @Bean
    UpdateFrames updateFrames(JsonMapper json, Cursors cursors) {
        return new UpdateFrames(json, cursors);
    }

    @Bean
    MessagePlaces messagePlaces(HistoryQueries history) {
        return new MessagePlaces(history);
    }

    @Bean
    ReadModelClock readModelClock(EventLog log, ReadModel readModel) {
        return new ReadModelClock(log::head, readModel.position(ChatProjection.PROCESSOR));
    }

    /** Started by {@link CatchUp}, once there is something to tell from. */
    @Bean
    LiveFeed liveFeed(
            UpdateQueries updates, ConversationQueries conversations, UpdateFrames frames, MessagePlaces places) {
        return new LiveFeed(updates, conversations, frames, places);
    }

    @Bean
    ProjectionWatch projectionWatch(ReadModelClock clock, LiveFeed feed) {
        return new ProjectionWatch(clock, feed);
    }

    @Bean
    CatchUp catchUp(AxonConfiguration axon, ProjectionWatch watch, ReadModelClock clock, LiveFeed feed) {
        return new CatchUp(watch, clock, feed);
    }

    @Bean(initMethod = "start", destroyMethod = "shutdown")
    AxonConfiguration axon(
            EventLog log, ReadModel readModel, ProjectionWatch watch, Clock clock, MeterRegistry meters) {
        EventSourcingConfigurer configurer = EventSourcingConfigurer.create()
                .registerEventStorageEngine(_ -> log.engine())
                .componentRegistry(
                        components -> components.registerComponent(Converter.class, _ -> new IdentityConverter()));
        ChatCommands.configure(configurer, clock, meters);
        return ChatProjection.configure(configurer, readModel, EventLog::position, watch)
                .build();
    }

    @Bean
    Commands commands(AxonConfiguration axon) {
        return new AxonCommands(axon.getComponent(CommandGateway.class));
    }

    @Bean
    LogAccounts logAccounts(Commands commands, PeopleQueries people, ReadModelClock clock) {
        return new LogAccounts(commands, people, clock);
    }

    @Bean
    LogReadiness logReadiness(EventLog log) {
        return new LogReadiness(log);
    }

    @Bean
    LogTransparency logTransparency(EventLog log) {
        return new LogTransparency(log);
    }
}
