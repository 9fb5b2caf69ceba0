package org.visita.ehrsync.access;

import java.time.Duration;

/**
 * What a token endpoint gave.
 *
 * @param life how long it is good for, from now
 */
record AccessToken(String value, Duration life) {

    @Override
    public String toString() {
        return "token for " + life;
    }
}
