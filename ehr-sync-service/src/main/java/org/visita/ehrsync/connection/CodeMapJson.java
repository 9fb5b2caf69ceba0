package org.visita.ehrsync.connection;

import java.util.List;
import org.visita.ehrsync.destination.CodeMaps;

/** Code maps as they stand on the wire. */
final class CodeMapJson {

    private CodeMapJson() {}

    /**
     * One line.
     *
     * @param kind visit-type, practitioner, location or cancellation-reason
     * @param local our id, or our code of a reason
     * @param system empty, or left out, for practitioners and locations whose code is the id of the resource itself
     */
    record Item(String kind, String local, String system, String code, String display) {

        static Item of(CodeMaps.Entry entry) {
            return new Item(entry.kind(), entry.local(), entry.system(), entry.code(), entry.display());
        }

        CodeMaps.Entry toEntry() {
            return new CodeMaps.Entry(
                    kind,
                    local,
                    system == null ? "" : system,
                    code,
                    display == null || display.isEmpty() ? null : display);
        }
    }

    /** All lines, in place of those that are there. */
    record Wanted(List<Item> items) {}

    /**
     * @param entries how many there are now
     * @param unknown lines whose id the catalog does not know, or not yet: no error
     * @param retried dead letters that wanted one of these codes, and go again
     */
    record Replaced(int version, int entries, List<Unknown> unknown, int retried) {}

    /** @param at where it stands in what was sent, as errors name it */
    record Unknown(String at, String kind, String local) {}
}
