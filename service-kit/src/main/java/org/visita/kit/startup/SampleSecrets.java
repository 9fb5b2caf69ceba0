package org.visita.kit.startup;

import io.quarkus.runtime.LaunchMode;

/** The secrets that stand in this source tree are for development. In production a service refuses to start with them. */
public final class SampleSecrets {

    /** What every sample secret of this source tree starts with, and no generated one does. */
    public static final String MARK = "sample-";

    private SampleSecrets() {}

    /**
     * For secrets whose length is not ours to demand, such as a database's password.
     *
     * @param name of the setting, for the message; the value is never shown
     * @throws IllegalStateException in production, if the value is a sample or missing
     */
    public static void refuseSample(String name, String value) {
        if (LaunchMode.current() == LaunchMode.NORMAL && (value == null || value.startsWith(MARK))) {
            throw new IllegalStateException(
                    name + " is not set, or still the sample value. Set a secret of your own and start again.");
        }
    }

    /**
     * @param name of the setting, for the message; the value is never shown
     * @throws IllegalStateException in production, if the value is a sample, missing or shorter than 32 characters
     */
    public static void refuse(String name, String value) {
        refuseSample(name, value);
        if (LaunchMode.current() == LaunchMode.NORMAL && value.length() < 32) {
            throw new IllegalStateException(name + " is shorter than 32 characters. Set a longer one and start again.");
        }
    }
}
