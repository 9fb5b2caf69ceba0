package org.visita.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.visita.proof.Exports.checkpoint;
import static org.visita.proof.Exports.checkpointLine;
import static org.visita.proof.Exports.line;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.visita.proof.Finding.Kind;

/** 30 entries, a checkpoint after each ten; and everything that can be done to them. */
class ExportVerifierTest {

    private final List<String> lines = Exports.of(30, 10);

    private void alter(long position, String what, String by) {
        String before = lines.get(line(lines, position));
        String after = before.replace(what, by);
        assertThat(after).isNotEqualTo(before);
        lines.set(line(lines, position), after);
    }

    private void found(Kind kind, long position, String words) {
        Verdict verdict = Exports.verify(lines);
        assertThat(verdict.isValid()).isFalse();
        assertThat(verdict.findings()).anySatisfy(finding -> {
            assertThat(finding.kind()).isEqualTo(kind);
            assertThat(finding.position()).isEqualTo(position);
            assertThat(finding.detail()).contains(words);
        });
    }

    private void onlyFound(Kind kind, long position, String words) {
        found(kind, position, words);
        assertThat(Exports.verify(lines).findings()).hasSize(1);
    }

    @Test
    void what_nobody_touched_is_valid_whatever_its_size() {
        for (int count = 1; count <= 40; count++) {
            Verdict verdict = Exports.verify(Exports.of(count, 7));
            assertThat(verdict.findings()).isEmpty();
            assertThat(verdict.entries()).isEqualTo(count);
            assertThat(verdict.checkpoint().size()).isEqualTo(count);
        }
    }

    @Test
    void an_export_that_begins_later_is_valid() {
        Verdict verdict = Exports.verify(Exports.of(Exports.CLINIC, Exports.KEY, 20, 35, 10));

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.header().from()).isEqualTo(21);
        assertThat(verdict.entries()).isEqualTo(15);
    }

    /** As it is done by somebody without the key: from a checkpoint of the file itself. */
    private void cutBeginning(Expiry expiry) {
        TreeAt start = TreeAt.of(Json.parse(lines.get(checkpointLine(lines, 10))));
        lines.subList(0, checkpointLine(lines, 10) + 1).clear();
        lines.addFirst(new String(
                new ExportHeader(Exports.CLINIC, 11, 30, false, Exports.START, start, expiry).line(),
                StandardCharsets.UTF_8));
        lines.set(lines.size() - 1, new String(ExportWriter.end(20, 2), StandardCharsets.UTF_8));
    }

    @Test
    void a_beginning_that_is_cut_off_at_a_checkpoint() {
        cutBeginning(null);
        onlyFound(Kind.EXPIRY, 11, "nothing says");
    }

    @Test
    void a_beginning_that_was_let_go_by_somebody_without_the_key() {
        cutBeginning(Exports.newKey().expiry(Exports.CLINIC, 10, Exports.EXPIRED, 84));
        onlyFound(Kind.EXPIRY, 11, "not signed by the key");
    }

    @Test
    void a_beginning_that_was_let_go_of_another_clinic_or_up_to_another_entry_or_before_its_time() {
        cutBeginning(Exports.KEY.expiry("another", 10, Exports.EXPIRED, 84));
        onlyFound(Kind.EXPIRY, 11, "not signed by the key");
        lines.clear();
        lines.addAll(Exports.of(30, 10));
        cutBeginning(Exports.KEY.expiry(Exports.CLINIC, 20, Exports.EXPIRED, 84));
        onlyFound(Kind.EXPIRY, 11, "entries up to 20");
        lines.clear();
        lines.addAll(Exports.of(30, 10));
        cutBeginning(Exports.KEY.expiry(Exports.CLINIC, 10, Exports.START.plusSeconds(60), 84));
        onlyFound(Kind.EXPIRY, 11, "before their time");
    }

    @Test
    void changed_content() {
        alter(14, "\"booking.read\"", "\"booking.bend\"");
        onlyFound(Kind.CHANGED, 14, Exports.id(14));
    }

    @Test
    void changed_content_at_the_edges_of_a_range() {
        for (int position : new int[] {1, 10, 11, 20, 30}) {
            lines.clear();
            lines.addAll(Exports.of(30, 10));
            alter(position, "\"booking.read\"", "\"booking.bend\"");
            onlyFound(Kind.CHANGED, position, Exports.id(position));
        }
    }

    @Test
    void two_changed_contents_side_by_side() {
        alter(14, "\"booking.read\"", "\"booking.bend\"");
        alter(15, "\"booking.read\"", "\"booking.bend\"");
        found(Kind.CHANGED, 14, Exports.id(14));
        found(Kind.CHANGED, 15, Exports.id(15));
        assertThat(Exports.verify(lines).findings()).hasSize(2);
    }

    @Test
    void changed_hash() {
        int at = line(lines, 14);
        char digit = lines.get(at).charAt(40);
        lines.set(
                at,
                lines.get(at).substring(0, 40)
                        + (digit == '0' ? '1' : '0')
                        + lines.get(at).substring(41));
        onlyFound(Kind.CHANGED, 14, "its hash was altered");
    }

    @Test
    void many_hashes_that_are_missing() {
        List<String> many = Exports.of(100, 100);
        for (int position = 11; position <= 90; position++) {
            int at = line(many, position);
            many.set(at, many.get(at).replaceFirst("\"hash\":\"[0-9a-f]{64}\"", "\"hash\":\"" + "0".repeat(64) + "\""));
        }
        assertThat(Exports.verify(many).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.CHANGED);
            assertThat(finding.id()).isEqualTo(Exports.id(11));
            assertThat(finding.detail()).contains("what it says was not");
        });
    }

    @Test
    void changed_content_with_its_hash() {
        alter(14, "\"booking.read\"", "\"booking.bend\"");
        Exports.rehash(lines, 14, 14);
        onlyFound(Kind.CHANGED, 14, Exports.id(14));
    }

    @Test
    void changed_content_with_its_hash_at_the_end_of_a_range() {
        alter(20, "\"booking.read\"", "\"booking.bend\"");
        Exports.rehash(lines, 20, 20);
        onlyFound(Kind.CHANGED, 20, Exports.id(20));
    }

    @Test
    void changed_content_and_every_hash_after_it() {
        alter(14, "\"booking.read\"", "\"booking.bend\"");
        Exports.rehash(lines, 14, 30);
        found(Kind.CHANGED, 20, "entry 11 (" + Exports.id(11) + ")");
        assertThat(Exports.verify(lines).findings().getFirst().detail()).contains(Exports.id(20));
    }

    @Test
    void removed_entries() {
        lines.remove(line(lines, 14));
        found(Kind.REMOVED, 14, "after " + Exports.id(13) + ", before " + Exports.id(15));
        lines.remove(line(lines, 15));
        found(Kind.REMOVED, 14, "entries 14 to 15");
    }

    @Test
    void removed_first_entry() {
        lines.remove(line(lines, 1));
        found(Kind.REMOVED, 1, "before " + Exports.id(2));
    }

    @Test
    void removed_last_entry_of_a_range_and_first_of_the_next() {
        lines.remove(line(lines, 20));
        found(Kind.REMOVED, 20, Exports.id(19));
        lines.remove(line(lines, 21));
        found(Kind.REMOVED, 21, Exports.id(22));
    }

    @Test
    void removed_header() {
        lines.removeFirst();
        assertThatThrownBy(() -> Exports.verify(lines)).hasMessageContaining("first line");
    }

    @Test
    void removed_end() {
        lines.removeLast();
        onlyFound(Kind.CUT_OFF, 30, Exports.id(30));
    }

    @Test
    void removed_tail() {
        while (lines.size() > line(lines, 25) + 1) {
            lines.removeLast();
        }
        found(Kind.CUT_OFF, 25, Exports.id(25));
        found(Kind.CUT_OFF, 21, "no checkpoint covers");
    }

    @Test
    void removed_tail_with_its_checkpoints_and_counts_is_found_with_an_expected_checkpoint() {
        Checkpoint seen = checkpoint(lines, 30);
        List<String> shorter = Exports.of(20, 10);

        assertThat(Exports.verify(shorter).isValid()).isTrue();
        assertThat(Exports.verify(shorter, Exports.KEYS, seen).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.kind()).isEqualTo(Kind.CUT_OFF));
        assertThat(Exports.verify(lines, Exports.KEYS, seen).isValid()).isTrue();
        assertThat(Exports.verify(lines, Exports.KEYS, checkpoint(lines, 20)).isValid())
                .isTrue();
        assertThat(Exports.verify(Exports.of(35, 7), Exports.KEYS, seen).isValid())
                .isTrue();
    }

    @Test
    void another_history_than_the_expected_checkpoint() {
        Checkpoint other = Exports.KEY.sign(Exports.CLINIC, 15, 10, new byte[32], new byte[32], Exports.START);
        assertThat(Exports.verify(lines, Exports.KEYS, other).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.position()).isEqualTo(15));
    }

    @Test
    void inserted_entry() {
        String forged = lines.get(line(lines, 15)).replace("booking.read", "booking.bend");
        lines.add(line(lines, 15), forged);
        found(Kind.INSERTED, 15, "line " + (line(lines, 15) + 1) + ":");
        assertThat(Exports.verify(lines).findings()).noneMatch(finding -> finding.kind() == Kind.CHANGED);
    }

    @Test
    void inserted_entry_with_a_hash_that_follows() {
        lines.add(line(lines, 15), lines.get(line(lines, 15)).replace("booking.read", "booking.bend"));
        Exports.rehash(lines, 15, 15);
        found(Kind.INSERTED, 15, "put in before");
    }

    @Test
    void inserted_entries_before_and_behind_a_checkpoint() {
        String forged = lines.get(line(lines, 15)).replace("booking.read", "booking.bend");
        lines.add(checkpointLine(lines, 20), forged);
        found(Kind.INSERTED, 15, "without a place");
        lines.add(checkpointLine(lines, 20) + 1, forged);
        assertThat(Exports.verify(lines).findings())
                .filteredOn(finding -> finding.kind() == Kind.INSERTED)
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void swapped_entries() {
        Collections.swap(lines, line(lines, 14), line(lines, 15));
        assertThat(Exports.verify(lines).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.MOVED);
            assertThat(finding.id()).isIn(Exports.id(14), Exports.id(15));
        });
    }

    @Test
    void swapped_entries_that_are_apart() {
        Collections.swap(lines, line(lines, 13), line(lines, 18));
        found(Kind.MOVED, 13, Exports.id(13));
        found(Kind.MOVED, 18, Exports.id(18));
        assertThat(Exports.verify(lines).findings()).hasSize(2);
    }

    @Test
    void entry_moved_within_its_range_and_to_another_one() {
        String moved = lines.remove(line(lines, 14));
        lines.add(line(lines, 18), moved);
        onlyFound(Kind.MOVED, 14, Exports.id(14));
        lines.remove(moved);
        lines.add(line(lines, 26), moved);
        onlyFound(Kind.MOVED, 14, Exports.id(14));
        lines.remove(moved);
        lines.add(line(lines, 3), moved);
        onlyFound(Kind.MOVED, 14, Exports.id(14));
    }

    @Test
    void several_entries_moved_together() {
        List<String> block = lines.subList(line(lines, 23), line(lines, 26));
        List<String> copy = List.copyOf(block);
        block.clear();
        lines.addAll(line(lines, 5), copy);
        onlyFound(Kind.MOVED, 23, "entries 23");
    }

    @Test
    void renumbered_entry() {
        alter(14, "\"position\":14", "\"position\":99");
        onlyFound(Kind.MOVED, 14, Exports.id(14));
    }

    @Test
    void doubled_entry() {
        lines.add(line(lines, 14), lines.get(line(lines, 14)));
        found(Kind.DOUBLED, 14, Exports.id(14));
    }

    @Test
    void entry_of_another_clinic() {
        alter(14, "clinic \\\"ä\\\" 1", "clinic 2");
        found(Kind.FOREIGN, 14, Exports.id(14));
    }

    @Test
    void export_of_another_key() {
        Verdict verdict =
                Exports.verify(lines, PublicKeys.of(List.of(Exports.newKey().publicKey())), null);
        assertThat(verdict.isValid()).isFalse();
        assertThat(verdict.findings()).anyMatch(finding -> finding.detail().contains(Exports.KEY.id()));
    }

    @Test
    void without_a_key_only_what_is_signed_is_not_seen() {
        assertThat(Exports.verify(lines, null, null).isValid()).isTrue();
        assertThat(Exports.verify(lines, null, null).signaturesChecked()).isFalse();
        alter(14, "\"booking.read\"", "\"booking.bend\"");
        assertThat(Exports.verify(lines, null, null).isValid()).isFalse();
    }

    @Test
    void altered_removed_moved_and_doubled_checkpoints() {
        String line = lines.get(checkpointLine(lines, 20));
        int at = checkpointLine(lines, 20);
        lines.set(at, line.replace("2026-11-22", "2026-11-23"));
        found(Kind.CHECKPOINT, 20, "was altered");
        lines.remove(at);
        found(Kind.CHECKPOINT, 0, "checkpoints");
        found(Kind.CHECKPOINT, 20, "goes on from that of 20");
        lines.add(line(lines, 15), line);
        found(Kind.CHECKPOINT, 20, "does not stand at its place");
        lines.remove(line);
        lines.add(line(lines, 25), line);
        found(Kind.CHECKPOINT, 20, "does not stand at its place");
        lines.add(line(lines, 21), line);
        found(Kind.CHECKPOINT, 0, "checkpoints");
    }

    @Test
    void altered_frontier() {
        int at = checkpointLine(lines, 20);
        String line = lines.get(at);
        lines.set(
                at, line.substring(0, line.length() - 3) + (line.charAt(line.length() - 4) == '0' ? "1\"]}" : "0\"]}"));
        assertThat(Exports.verify(lines).isValid()).isFalse();
    }

    @Test
    void opened_details_are_those_that_were_recorded() {
        alter(15, "\"patient-15\"", "\"patient-16\"");
        onlyFound(Kind.CHANGED, 15, "personal details");
    }

    @Test
    void details_may_be_left_out() {
        String line = lines.get(line(lines, 15));
        lines.set(line(lines, 15), line.substring(0, line.indexOf(",\"open\"")) + "}");
        assertThat(Exports.verify(lines).isValid()).isTrue();
    }

    @Test
    void altered_header() {
        for (String[] change : new String[][] {
            {"\"to\":30", "\"to\":31"},
            {"\"to\":30", "\"to\":99999999999999999"},
            {"\"to\":30", "\"to\":-30"},
            {"\"from\":1", "\"from\":-4"},
            {"\"from\":1", "\"from\":2"},
            {"\"previous\":\"00", "\"previous\":\"01"},
            {"\"filtered\"", "\"x\":\"y\",\"filtered\""},
            {"clinic \\\"ä\\\" 1", "clinic 2"}
        }) {
            String header = lines.getFirst();
            lines.set(0, header.replace(change[0], change[1]));
            assertThat(lines.getFirst()).isNotEqualTo(header);
            try {
                assertThat(Exports.verify(lines).isValid()).isFalse();
            } catch (IllegalStateException refused) {
                assertThat(refused).hasCauseInstanceOf(NotAnExportException.class);
            }
            lines.set(0, header);
        }
    }

    @Test
    void a_hash_has_one_way_to_be_written() {
        String line = lines.get(line(lines, 14));
        int hash = line.indexOf("\"hash\":\"") + 8;
        for (int at = hash; at < hash + 64; at++) {
            for (char other : new char[] {'g', 'G', '/', ':', '`', (char) (line.charAt(at) ^ 0x20)}) {
                lines.set(line(lines, 14), line.substring(0, at) + other + line.substring(at + 1));
                assertThat(Exports.verify(lines).isValid()).isFalse();
                lines.set(line(lines, 14), line);
            }
        }
    }

    @Test
    void an_entry_with_the_position_and_the_hash_of_another_place_has_moved() {
        String line = lines.remove(line(lines, 14));
        String there = lines.get(line(lines, 17));
        String hash = HexFormat.of().formatHex(Exports.hash(there));
        lines.add(
                line(lines, 17),
                line.replace("\"position\":14", "\"position\":17").replaceFirst("[0-9a-f]{64}", hash));
        found(Kind.MOVED, 14, "entry 17 (" + Exports.id(14) + ")");
    }
}
