package io.sluice.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of the house: which rooms stand on which floors, and what nothing is called. */
class HouseTest {
    /** From the ground up; each imports from those before it. */
    private static final List<String> FLOORS =
            List.of("core", "stack", "stores", "destinations", "gateway", "analytics", "app", "bench");

    private static final JavaClasses SLUICE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.sluice");

    @Test
    void no_room_imports_from_a_floor_above() {
        for (int floor = 0; floor < FLOORS.size() - 1; floor++) {
            String[] above = FLOORS.subList(floor + 1, FLOORS.size()).stream()
                    .map(room -> "io.sluice." + room + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("io.sluice." + FLOORS.get(floor) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .check(SLUICE);
        }
    }

    @Test
    void the_gateway_knows_no_store_no_destination_and_no_tool() {
        noClasses()
                .that()
                .resideInAPackage("io.sluice.gateway..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.sluice.stores..", "io.sluice.destinations..", "io.sluice.stack..")
                .check(SLUICE);
    }

    @Test
    void there_is_no_cycle_between_packages() {
        slices().matching("io.sluice.(**)").should().beFreeOfCycles().check(SLUICE);
    }

    @Test
    void nothing_has_a_name_that_says_nothing() {
        assertThat(SLUICE.stream()
                        .map(type -> type.getSimpleName())
                        .filter(name -> name.matches(".*(Util|Utils|Helper|Helpers|Manager|Impl)|Abstract.*")))
                .isEmpty();
    }
}
