package org.visita.availability.slot;

/** How the slots of an answer are put together. */
enum GroupBy {
    PRACTITIONER("practitioner", true, false),
    DATE("date", false, true),
    PRACTITIONER_AND_DATE("practitioner,date", true, true);

    private final String code;
    private final boolean practitioner;
    private final boolean date;

    GroupBy(String code, boolean practitioner, boolean date) {
        this.code = code;
        this.practitioner = practitioner;
        this.date = date;
    }

    String code() {
        return code;
    }

    boolean byPractitioner() {
        return practitioner;
    }

    boolean byDate() {
        return date;
    }
}
