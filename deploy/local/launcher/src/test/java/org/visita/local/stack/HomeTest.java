package org.visita.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {

    @TempDir
    Path folder;

    @Test
    void is_locked_by_one_command_at_a_time() {
        Home home = new Home(folder.resolve("home"));

        try (HomeLock _ = HomeLock.take(home)) {
            assertThatThrownBy(() -> HomeLock.take(home)).hasMessageContaining("Another ./visita command");
        }

        assertThatCode(() -> HomeLock.take(home).close()).doesNotThrowAnyException();
    }

    @Test
    void loses_its_own_content_and_nothing_else() throws IOException {
        Home home = new Home(folder).create();
        Path mine = Files.writeString(folder.resolve("notes.txt"), "mine");
        Files.createDirectories(home.data("kafka").resolve("log"));
        // Where services that run in this folder keep what they have to tell the audit trail.
        Path journal = Files.createDirectories(folder.resolve("journal/audit/gateway"));
        home.write(home.run(), new byte[0]);

        home.delete();

        assertThat(home.data("kafka")).doesNotExist();
        assertThat(home.run()).doesNotExist();
        assertThat(journal).doesNotExist();
        assertThat(mine).exists();
    }
}
