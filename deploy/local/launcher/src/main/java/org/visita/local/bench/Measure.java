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

    static Measure millis(String name, double value, double reference, double aim) {
        return new Measure(name, rounded(value), "ms", rounded(reference), rounded(value / reference), aim, "lower");
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
