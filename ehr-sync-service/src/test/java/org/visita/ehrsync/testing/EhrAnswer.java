package org.visita.ehrsync.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** @param resource whose version goes into the ETag; null if there is none */
record EhrAnswer(int status, String body, ObjectNode resource) {

    static EhrAnswer of(int status, ObjectNode resource) {
        return new EhrAnswer(status, resource.toString(), resource);
    }

    static EhrAnswer outcome(int status, String diagnostics) {
        return new EhrAnswer(status, FakeEhr.outcome(diagnostics), null);
    }
}
