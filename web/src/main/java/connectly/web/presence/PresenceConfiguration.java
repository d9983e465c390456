package connectly.web.presence;

import com.github.benmanes.caffeine.cache.Ticker;
import connectly.query.contacts.ContactQueries;
import connectly.web.commands.Commands;
import connectly.web.feed.ReadModelClock;
import connectly.web.identity.PresencePrivacy;
import connectly.web.settings.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class PresenceConfiguration {
    @Bean
    PassingFrames passingFrames(JsonMapper json) {
        return new PassingFrames(json);
    }

    @Bean
    Presence presence(ContactQueries contacts, PresencePrivacy privacy, PassingFrames frames, ReadModelClock clock) {
        return new Presence(contacts, privacy, frames, System::nanoTime, clock.position());
    }

    @Bean(initMethod = "start")
    PresenceTimer presenceTimer(Presence presence) {
        return new PresenceTimer(presence);
    }

    @Bean
    Typing typing(Commands commands, Presence presence, PassingFrames frames, Settings settings) {
        return new Typing(
                commands, presence, frames, settings.limited() ? new TypingPace(Ticker.systemTicker()) : null);
    }
}
