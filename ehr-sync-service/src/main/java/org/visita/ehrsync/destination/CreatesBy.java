package org.visita.ehrsync.destination;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How an Appointment is created at most once. */
public enum CreatesBy {
    /** {@code POST} with {@code If-None-Exist}. */
    @JsonProperty("if-none-exist")
    IF_NONE_EXIST("if-none-exist"),
    /** {@code PUT} to an id that we choose, where the EHR does not know conditional creates. */
    @JsonProperty("client-id")
    CLIENT_ID("client-id");

    private final String code;

    CreatesBy(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    public static CreatesBy of(String code) {
        return code.equals(CLIENT_ID.code) ? CLIENT_ID : IF_NONE_EXIST;
    }
}
