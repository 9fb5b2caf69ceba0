package org.visita.kit.testing;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.visita.kit.problem.RefusalCode;

/** The shape that every service has; {@code docs/architecture.md} says why. */
public final class ServiceRules {

    private static final Set<String> EMPTY_WORDS = Set.of(
            "Manager", "Helper", "Util", "Utils", "Impl", "Base", "Common", "Processor", "Data", "Info", "DTO", "Dto");

    private ServiceRules() {}

    /** Checks every class of the service whose package is {@code org.visita.<service>}. */
    public static void check(String service) {
        JavaClasses all = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.visita." + service);
        if (all.size() < 5) {
            throw new AssertionError("only " + all.size() + " classes were read: these rules would check nothing");
        }
        rules(service).forEach(rule -> rule.check(all));
        every_code_has_its_page(all);
    }

    private static void every_code_has_its_page(JavaClasses all) {
        List<String> pages = pages();
        List<String> codes = all.stream()
                .filter(found -> found.isEnum() && found.isAssignableTo(RefusalCode.class))
                .flatMap(found -> Stream.of(found.reflect().getEnumConstants()))
                .map(code -> ((RefusalCode) code).code())
                .toList();
        if (!pages.containsAll(codes)) {
            throw new AssertionError("without a section in docs/problems.md: "
                    + codes.stream().filter(code -> !pages.contains(code)).toList());
        }
    }

    /** The codes that have a section in {@code docs/problems.md}. */
    public static List<String> pages() {
        try (Stream<String> lines = Files.lines(Path.of("../docs/problems.md"))) {
            return lines.filter(line -> line.startsWith("## "))
                    .map(line -> line.substring(3).strip())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<ArchRule> rules(String service) {
        return List.of(
                classes()
                        .should()
                        .onlyDependOnClassesThat(JavaClass.Predicates.resideOutsideOfPackage("org.visita..")
                                .or(JavaClass.Predicates.resideInAnyPackage(
                                        "org.visita." + service + "..",
                                        "org.visita.kit..",
                                        "org.visita.fhirkit..",
                                        "org.visita.contracts..",
                                        "org.visita.proof..",
                                        "org.visita.rules..")))
                        .because("services know each other by events only"),
                noClasses()
                        .that()
                        .resideInAPackage("..domain..")
                        .should()
                        .dependOnClassesThat()
                        .resideOutsideOfPackages("java..", "org.visita." + service + "..domain..", "org.visita.rules..")
                        .allowEmptyShould(true)
                        .because("the domain is plain Java"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage("..fhir..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.hl7.fhir..")
                        .allowEmptyShould(true)
                        .because("FHIR types live only in fhir packages"),
                classes()
                        .that(simpleNameEndingWith("Entity"))
                        .should()
                        .bePackagePrivate()
                        .allowEmptyShould(true)
                        .because("only the store knows the row"),
                noClasses().should(callTheClock()).because("time is injected"),
                classes().should(haveAName()).because("a name says what a thing is"));
    }

    private static ArchCondition<JavaClass> callTheClock() {
        Set<String> types = Set.of(
                Instant.class.getName(),
                LocalDate.class.getName(),
                LocalDateTime.class.getName(),
                OffsetDateTime.class.getName(),
                ZonedDateTime.class.getName());
        return new ArchCondition<>("read the system's time") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                item.getMethodCallsFromSelf().stream()
                        .filter(call -> call.getName().equals("now"))
                        .filter(call -> types.contains(call.getTargetOwner().getName()))
                        .filter(call -> call.getTarget().getRawParameterTypes().isEmpty())
                        .forEach(call -> events.add(SimpleConditionEvent.satisfied(item, call.getDescription())));
            }
        };
    }

    private static ArchCondition<JavaClass> haveAName() {
        return new ArchCondition<>("not carry an empty word in their name") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                EMPTY_WORDS.stream()
                        .filter(word -> item.getSimpleName().endsWith(word))
                        .forEach(word ->
                                events.add(SimpleConditionEvent.violated(item, item.getName() + " ends in " + word)));
            }
        };
    }
}
