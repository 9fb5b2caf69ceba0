package org.visita.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportPlacesTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ExportPlaces places = new ExportPlaces(registry);

    @Test
    void a_clinic_has_some_and_leaves_the_others_theirs() {
        ExportPlaces.Place one = places.take("one");
        places.take("one");
        assertThatThrownBy(() -> places.take("one")).hasMessageContaining("Too many exports");
        places.take("other");

        one.leave();
        one.leave();

        places.take("one");
        assertThatThrownBy(() -> places.take("one")).isInstanceOf(RuntimeException.class);
        assertThat(registry.get("visita_audit_exports").gauge().value()).isEqualTo(3);
    }

    @Test
    void there_is_an_end_to_all_of_them() {
        List<ExportPlaces.Place> taken = new ArrayList<>();
        for (int i = 0; i < ExportPlaces.MOST; i++) {
            taken.add(places.take("clinic-" + i));
        }
        assertThatThrownBy(() -> places.take("late")).isInstanceOf(RuntimeException.class);
        taken.getFirst().leave();
        assertThatCode(() -> places.take("late")).doesNotThrowAnyException();
    }

    @Test
    void whoever_never_began_is_gone() {
        ExportPlaces.Place begun = places.take("one");
        begun.begin();
        begun.leaveUnlessBegun();
        places.take("one").leaveUnlessBegun();
        assertThat(registry.get("visita_audit_exports").gauge().value()).isEqualTo(1);
    }
}
