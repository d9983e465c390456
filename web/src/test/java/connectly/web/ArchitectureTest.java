package connectly.web;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.function.Predicate.isEqual;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import connectly.eventlog.DataDirectory;
import connectly.events.ChatEvent;
import connectly.handlers.UseCase;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The walls of the design. Only web has every module on its class path, so they are all checked here.
 *
 * <p>A rule about classes that do not exist holds for ever and says nothing: every rule here fails when there is nothing
 * on its first side (ArchUnit's default), and {@link #everyArrowOfTheDesignIsThere} proves that each part has classes and
 * that the dependencies which are forbidden elsewhere would be seen.
 */
class ArchitectureTest {
    private static final JavaClasses CONNECTLY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("connectly");

    /** The one package that may put the parts together. */
    private static final String COMPOSITION_ROOT = "connectly.web.config..";

    /** Made by jOOQ from the tables, so their form is not ours to choose. */
    private static final String[] GENERATED = {"connectly.readmodel.jooq..", "connectly.web.identity.schema.."};

    /** A part of the design, and to which others its arrows go. */
    enum Part {
        EVENTS("connectly.events.."),
        EVENT_LOG("connectly.eventlog.."),
        CHAT_LOG("connectly.chatlog.."),
        HANDLERS("connectly.handlers.."),
        READ_MODEL("connectly.readmodel.."),
        PROJECTORS("connectly.projectors.."),
        QUERY_SIDE("connectly.query.."),
        OPS("connectly.ops.."),
        WEB("connectly.web..");

        private final String packages;

        Part(String packages) {
            this.packages = packages;
        }

        /** For web, the rules further down say which of its packages may follow which of these. */
        Set<Part> arrows() {
            return switch (this) {
                case EVENTS, EVENT_LOG, READ_MODEL -> Set.of();
                case CHAT_LOG -> Set.of(EVENTS, EVENT_LOG);
                case HANDLERS -> Set.of(EVENTS);
                case PROJECTORS -> Set.of(EVENTS, READ_MODEL);
                case QUERY_SIDE -> Set.of(READ_MODEL);
                case OPS -> Set.of(CHAT_LOG, EVENT_LOG, EVENTS, PROJECTORS, READ_MODEL);
                case WEB -> Set.of(EVENTS, EVENT_LOG, CHAT_LOG, HANDLERS, READ_MODEL, PROJECTORS, QUERY_SIDE, OPS);
            };
        }

        Set<Part> forbidden() {
            return Arrays.stream(values())
                    .filter(other -> other != this && !arrows().contains(other))
                    .collect(Collectors.toSet());
        }

        static Part of(JavaClass type) {
            return Arrays.stream(values())
                    .filter(part -> resideInAPackage(part.packages).test(type))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(type.getName() + " belongs to no part of the design"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPartImportsOnlyThoseItsArrowsPointTo(Part part) {
        for (Part other : part.forbidden()) {
            noClasses()
                    .that()
                    .resideInAPackage(part.packages)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(other.packages)
                    .check(CONNECTLY);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyArrowOfTheDesignIsThere(Part part) {
        assertThat(CONNECTLY.stream().map(Part::of)).contains(part);

        Set<Part> seen = CONNECTLY.stream()
                .filter(resideInAPackage(part.packages))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(Dependency::getTargetClass)
                .filter(resideInAPackage("connectly.."))
                .map(Part::of)
                .filter(not(DescribedPredicate.describe("the part itself", isEqual(part))))
                .collect(Collectors.toSet());

        assertThat(seen).isEqualTo(part.arrows());
    }

    @Test
    void springIsKnownToWebAndOpsOnly() {
        assertThat(dependents("org.springframework..")).contains(Part.WEB);

        noClasses()
                .that()
                .resideOutsideOfPackages(Part.WEB.packages, Part.OPS.packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(CONNECTLY);
    }

    @Test
    void axonIsKnownOnlyWhereEventsAreDecidedStoredAndFoldedAndToTheCompositionRoot() {
        assertThat(dependents("org.axonframework.."))
                .contains(Part.HANDLERS, Part.EVENT_LOG, Part.PROJECTORS, Part.WEB);

        noClasses()
                .that()
                .resideOutsideOfPackages(
                        Part.HANDLERS.packages,
                        Part.EVENT_LOG.packages,
                        Part.PROJECTORS.packages,
                        Part.OPS.packages,
                        COMPOSITION_ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.axonframework..")
                .check(CONNECTLY);
    }

    @Test
    void inWebOnlyTheCompositionRootKnowsTheLogTheProjectorsAndTheReadModel() {
        noClasses()
                .that(areInWebOutsideTheCompositionRoot())
                .and()
                .doNotHaveFullyQualifiedName(Server.class.getName())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        Part.EVENT_LOG.packages,
                        Part.CHAT_LOG.packages,
                        Part.PROJECTORS.packages,
                        Part.READ_MODEL.packages)
                .check(CONNECTLY);
    }

    /** The directory is locked before anything is composed, so that a second process touches no file. */
    @Test
    void theServerItselfKnowsTheDataDirectoryAndNothingElseOfTheLog() {
        classes()
                .that()
                .haveFullyQualifiedName(Server.class.getName())
                .should()
                .onlyDependOnClassesThat(not(resideInAnyPackage(
                                Part.EVENT_LOG.packages, Part.PROJECTORS.packages, Part.READ_MODEL.packages))
                        .or(equivalentTo(DataDirectory.class)))
                .check(CONNECTLY);
    }

    @Test
    void inWebOnlyTheCommandLineKnowsTheOperatorsCommands() {
        noClasses()
                .that()
                .resideInAPackage(Part.WEB.packages)
                .and()
                .doNotHaveFullyQualifiedName(Main.class.getName())
                .should()
                .dependOnClassesThat()
                .resideInAPackage(Part.OPS.packages)
                .check(CONNECTLY);
    }

    @Test
    void webKnowsCommandsAndTheirAnswersButNotHowTheyAreDecided() {
        DescribedPredicate<JavaClass> spokenToTheEdge = DescribedPredicate.describe(
                "a command, its answer, or the reason of a refusal",
                type -> isRecordOfAUseCase(type) || type.getSimpleName().equals("Reason"));

        classes()
                .that(areInWebOutsideTheCompositionRoot())
                .should()
                .onlyDependOnClassesThat(
                        not(resideInAPackage(Part.HANDLERS.packages)).or(spokenToTheEdge))
                .check(CONNECTLY);
    }

    /** The words are what the components of commands and answers are made of: ids, and the kind of a conversation. */
    @Test
    void webKnowsTheWordsOfItsCommandsAndNotTheEvents() {
        Set<JavaClass> words = CONNECTLY.stream()
                .filter(ArchitectureTest::isRecordOfAUseCase)
                .flatMap(type -> type.getFields().stream())
                .map(JavaField::getRawType)
                .filter(resideInAPackage(Part.EVENTS.packages).and(not(assignableTo(ChatEvent.class))))
                .collect(Collectors.toSet());

        assertThat(words).extracting(JavaClass::getSimpleName).contains("UserId", "ConversationKind");
        classes()
                .that(areInWebOutsideTheCompositionRoot())
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage(Part.EVENTS.packages))
                        .or(DescribedPredicate.describe("a word of the commands", words::contains)))
                .check(CONNECTLY);
    }

    @Test
    void nothingInWebKnowsItsCommandLine() {
        noClasses()
                .that()
                .resideInAPackage("connectly.web.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("connectly.web")
                .check(CONNECTLY);
    }

    @Test
    void thePackagesOfWebFormNoCycle() {
        slices().matching("connectly.web.(*)..").should().beFreeOfCycles().check(CONNECTLY);
    }

    @Test
    void theTopicsOfTheQuerySideFormNoCycle() {
        slices().matching("connectly.query.(*)..").should().beFreeOfCycles().check(CONNECTLY);
    }

    @Test
    void useCasesKnowNothingOfEachOther() {
        slices().matching("connectly.handlers.(*)..")
                .should()
                .notDependOnEachOther()
                .check(CONNECTLY);
    }

    @Test
    void aUseCaseShowsItsCommandItsAnswerAndItsRulesOnly() {
        classes()
                .that()
                .resideInAPackage("connectly.handlers.*..")
                .and()
                .areTopLevelClasses()
                .and()
                .arePublic()
                .should()
                .beRecords()
                .orShould()
                .implement(UseCase.class)
                .orShould()
                .haveSimpleNameEndingWith("Policy")
                .check(CONNECTLY);
    }

    /** What a use case folds events into is its second type argument. */
    @Test
    void whatAUseCaseKnowsStaysInItsPackage() {
        Set<JavaClass> states = CONNECTLY.stream()
                .filter(assignableTo(UseCase.class).and(not(resideInAPackage("connectly.handlers"))))
                .flatMap(useCase -> useCase.getMethods().stream())
                .filter(method -> method.getName().equals("initialState")
                        && !method.getModifiers().contains(JavaModifier.BRIDGE))
                .map(method -> method.getRawReturnType())
                .collect(Collectors.toSet());

        assertThat(states).isNotEmpty().noneMatch(state -> state.getModifiers().contains(JavaModifier.PUBLIC));
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<JavaPackage> ours = CONNECTLY.stream()
                .filter(not(resideInAnyPackage(GENERATED)))
                .map(JavaClass::getPackage)
                .collect(Collectors.toSet());

        assertThat(ours)
                .extracting(JavaPackage::getName)
                .contains("connectly.events", "connectly.handlers.sending", "connectly.web.config");
        assertThat(ours)
                .filteredOn(each -> !each.isAnnotatedWith(NullMarked.class))
                .extracting(JavaPackage::getName)
                .isEmpty();
    }

    @Test
    void nothingLogsThroughTheJdk() {
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(CONNECTLY);
    }

    /** What people and operators are told goes through the logger, or through the command line's own writer. */
    @Test
    void nothingPrintsToTheStandardStreams() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CONNECTLY);
    }

    @Test
    void nothingSleeps() {
        noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "Thread.sleep",
                        call -> call.getTargetOwner().isEquivalentTo(Thread.class)
                                && call.getName().equals("sleep")))
                .check(CONNECTLY);
    }

    /** Dates are java.time's; what must be unpredictable comes from SecureRandom, a spread from ThreadLocalRandom. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                java.util.Date.class,
                java.util.Calendar.class,
                java.util.Random.class,
                java.text.SimpleDateFormat.class
            })
    void nothingUsesWhatTheJdkHasBetterSuccessorsFor(Class<?> obsolete) {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(obsolete.getName())
                .check(CONNECTLY);
    }

    @Test
    void nothingRollsTheDiceOfMath() {
        noClasses().should().callMethod(Math.class, "random").check(CONNECTLY);
    }

    @Test
    void nothingKnowsJackson2() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson.databind..", "com.fasterxml.jackson.core..")
                .check(CONNECTLY);
    }

    /** axon-update reports usage to its vendor; Jackson 2 is what Axon would bring beside Jackson 3. */
    @ParameterizedTest
    @ValueSource(strings = {"org.axonframework.update", "com.fasterxml.jackson.databind", "com.fasterxml.jackson.core"})
    void isNotOnTheClassPath(String unwanted) {
        assertThat(onTheClassPath("org.axonframework.conversion")).isNotEmpty();

        assertThat(onTheClassPath(unwanted)).isEmpty();
    }

    private static JavaClasses onTheClassPath(String packageName) {
        return new ClassFileImporter().importPackages(packageName);
    }

    private static DescribedPredicate<JavaClass> areInWebOutsideTheCompositionRoot() {
        return resideInAPackage(Part.WEB.packages).and(not(resideInAPackage(COMPOSITION_ROOT)));
    }

    /** A public record in the package of a use case: what goes in, or what comes out. */
    private static boolean isRecordOfAUseCase(JavaClass type) {
        return resideInAPackage("connectly.handlers.*..").test(type)
                && type.isRecord()
                && type.getModifiers().contains(JavaModifier.PUBLIC);
    }

    private static Stream<Part> dependents(String packages) {
        Predicate<Dependency> isThere = dependency -> resideInAPackage(packages).test(dependency.getTargetClass());
        return CONNECTLY.stream()
                .filter(type -> type.getDirectDependenciesFromSelf().stream().anyMatch(isThere))
                .map(Part::of)
                .distinct()
                .sorted(Comparator.naturalOrder());
    }
}
