package org.visita.kit.testing;

final class Closing {

    private Closing() {}

    static void quietly(AutoCloseable resource) {
        if (resource != null) {
            try {
                resource.close();
            } catch (Exception alreadyGone) {
                // The tests are over; what did not stop ends with this process.
            }
        }
    }
}
