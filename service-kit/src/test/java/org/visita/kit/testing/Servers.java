package org.visita.kit.testing;

/**
 * Which real servers the tests run on: embedded ones, which need nothing but this build, or containers
 * ({@code VISITA_TEST_SERVERS=docker}).
 */
final class Servers {

    private Servers() {}

    static boolean inDocker() {
        return "docker".equals(System.getenv("VISITA_TEST_SERVERS"));
    }
}
