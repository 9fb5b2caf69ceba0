package org.visita.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NetworkNamesTest {

    private static final String NETWORK = "192.0.2.7";
    private static final byte[] OLD = {1};
    private static final byte[] NEW = {2};

    @Test
    void while_the_pepper_changes_each_replica_knows_what_the_others_call_a_network() {
        NetworkNames before = new NetworkNames(OLD, NEW);
        NetworkNames after = new NetworkNames(NEW, OLD);

        assertThat(before.of(NETWORK)).isNotEqualTo(after.of(NETWORK));
        assertThat(before.all(NETWORK)).contains(after.of(NETWORK));
        assertThat(after.all(NETWORK)).contains(before.of(NETWORK));
        assertThat(after.all("192.0.2.8")).doesNotContainAnyElementsOf(after.all(NETWORK));
    }

    @Test
    void a_name_stays_as_long_as_anybody_can_find_it() {
        String written = new NetworkNames(OLD).of(NETWORK);

        assertThat(new NetworkNames(NEW, OLD).current(written, NETWORK)).isEqualTo(written);
        assertThat(new NetworkNames(NEW).current(written, NETWORK)).isEqualTo(new NetworkNames(NEW).of(NETWORK));
    }
}
