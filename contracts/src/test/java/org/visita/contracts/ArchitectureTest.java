package org.visita.contracts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CONTRACTS = new ClassFileImporter().importPath(Path.of("target/classes"));

    @Test
    void contracts_depend_on_the_jdk_alone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.visita.contracts..")
                .check(CONTRACTS);
    }

    /** An importer that cannot read this JDK's class files finds nothing, and every rule holds for nothing. */
    @Test
    void the_rules_see_the_classes() {
        assertThat(CONTRACTS).hasSizeGreaterThan(20);
        assertThat(CONTRACTS.get(EventType.class).getFields()).isNotEmpty();
    }
}
