package org.visita.local.bench;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * One measured figure. The names are promised to scripts.
 *
 * @param value ours
 * @param reference the same of the reference, in the same unit and run
 * @param ratio value / reference
 * @param aim what the value should be at most (or at least, where higher is better)
 * @param better {@code lower} or {@code higher}
 */
@JsonPropertyOrder({"name", "value", "unit", "reference", "ratio", "aim", "better"})
public record Measure(
        String name, double value, String unit, double reference, double ratio, double aim, String better) {

    public static Measure millis(String name, double value, double reference, double aim) {
        return lower(name, "ms", value, reference, aim);
    }

    public static Measure lower(String name, String unit, double value, double reference, double aim) {
        return new Measure(name, rounded(value), unit, rounded(reference), ratio(value, reference), aim, "lower");
    }

    /** Where more is better. */
    public static Measure higher(String name, String unit, double value, double reference, double aim) {
        return new Measure(
                name, rounded(value), unit, rounded(reference), ratio(value, reference), rounded(aim), "higher");
    }

    /** @param reference 0 where the reference has nothing of the kind; the ratio is 0 then too */
    private static double ratio(double value, double reference) {
        return reference == 0 ? 0 : rounded(value / reference);
    }

    /** The fastest of what is measured here takes a tenth of a millisecond. */
    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
