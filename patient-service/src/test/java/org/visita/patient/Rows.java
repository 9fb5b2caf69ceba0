package org.visita.patient;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.sql.DataSource;

/** What stands in the database, seen past the service. */
public final class Rows {

    private Rows() {}

    public static long count(DataSource database, String table) throws SQLException {
        return Long.parseLong(texts(database, "select count(*) from " + table).getFirst());
    }

    /** Every column of every row of every table, as text; bytes as hexadecimal digits. */
    public static String dump(DataSource database) throws SQLException {
        List<String> tables = texts(
                database,
                "select quote_ident(table_name) from information_schema.tables where table_schema = 'public'");
        StringBuilder dump = new StringBuilder();
        for (String table : tables) {
            dump.append(table).append('\n');
            dump.append(String.join("\n", texts(database, "select t::text from " + table + " t")));
        }
        return dump.toString();
    }

    /** As bytes of this text look in a dump. */
    public static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> texts(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
