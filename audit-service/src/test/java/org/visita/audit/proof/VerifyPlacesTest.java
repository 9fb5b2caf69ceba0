package org.visita.audit.proof;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VerifyPlacesTest {

    private final VerifyPlaces places = new VerifyPlaces(2);

    @Test
    void a_clinic_has_one_and_leaves_the_others_theirs() {
        places.take("one");
        assertThatThrownBy(() -> places.take("one")).hasMessageContaining("being verified already");
        places.take("other");

        places.leave("one");

        assertThatCode(() -> places.take("one")).doesNotThrowAnyException();
    }

    @Test
    void there_is_an_end_to_all_of_them() {
        places.take("one");
        places.take("other");
        assertThatThrownBy(() -> places.take("late")).hasMessageContaining("Other verifications");
    }
}
