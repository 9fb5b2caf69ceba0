package org.visita.audit.search;

import io.vertx.mutiny.sqlclient.Tuple;

/** A statement that is put together; values never become part of its text. */
final class Statement {

    /** A piece of one; each question mark in it stands for the next of the values. */
    record Piece(String text, Object... values) {}

    private final StringBuilder sql = new StringBuilder();
    private final Tuple parameters = Tuple.tuple();

    /** @param text in which each question mark stands for the next of the values */
    Statement add(String text, Object... values) {
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '?') {
                parameters.addValue(values[value++]);
                sql.append('$').append(parameters.size());
            } else {
                sql.append(c);
            }
        }
        return this;
    }

    Statement add(Piece piece) {
        return add(piece.text(), piece.values());
    }

    String sql() {
        return sql.toString();
    }

    Tuple parameters() {
        return parameters;
    }
}
