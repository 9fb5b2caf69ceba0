package org.visita.kit.audit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** This operation leaves an entry in the audit trail, whatever its outcome. Every operation carries it, reads as well. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Audited {

    /** Noun and verb, for example {@code booking.cancel}. */
    String value();

    /** What it acts on, for example {@code Booking}. */
    String resource();
}
