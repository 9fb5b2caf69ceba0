package org.visita.audit.proof;

/** What should be signed next is not what was appended. */
final class BrokenChainException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BrokenChainException(String what) {
        super(what, null, false, false);
    }
}
