package org.visita.audit.search;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an act did with its record, as REST sees it: told by the verb, the last part of the action's name. */
public enum Interaction {
    READ("read", "history", "checkpoints", "keys"),
    SEARCH("list", "search", "export"),
    CREATE("create", "created", "issue", "issued", "impose", "imposed"),
    UPDATE(
            "update",
            "updated",
            "change",
            "changed",
            "replace",
            "replaced",
            "reschedule",
            "rescheduled",
            "confirm",
            "confirmed",
            "decline",
            "declined",
            "cancel",
            "cancelled",
            "check-in",
            "checked-in",
            "undo-check-in",
            "fulfil",
            "fulfilled",
            "no-show",
            "undo-no-show",
            "room",
            "enable",
            "disable",
            "suspend",
            "revoke",
            "rotate",
            "pause",
            "resume",
            "comment",
            "restore",
            "set"),
    DELETE("delete", "deleted", "discard", "discard-all", "release", "released", "enter-in-error", "lift", "erase"),
    /** Anything else. */
    OPERATION;

    private final Set<String> verbs;

    Interaction(String... verbs) {
        this.verbs = Set.of(verbs);
    }

    public static Interaction of(String action) {
        String verb = action.substring(action.lastIndexOf('.') + 1);
        return Stream.of(values())
                .filter(interaction -> interaction.verbs.contains(verb))
                .findFirst()
                .orElse(OPERATION);
    }

    static Set<String> knownVerbs() {
        return Stream.of(values())
                .flatMap(interaction -> interaction.verbs.stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Empty for {@link #OPERATION}, which has all that no other one has. */
    Set<String> verbs() {
        return verbs;
    }
}
