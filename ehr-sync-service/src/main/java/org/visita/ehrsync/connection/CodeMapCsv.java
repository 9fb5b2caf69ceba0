package org.visita.ehrsync.connection;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.visita.ehrsync.destination.CodeMaps;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/**
 * Code maps as CSV (RFC 4180, UTF-8): what is exported comes in again as it was. Spreadsheets take what begins with
 * {@code = + - @} for a formula; an apostrophe in front keeps them from it, and is taken off again here.
 */
final class CodeMapCsv {

    static final String MEDIA_TYPE = "text/csv";
    static final String HEADER = "kind,local,system,code,display";

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String FORMULA = "=+-@\t\r";
    private static final int COLUMNS = 5;

    private static final CsvMapper CSV = new CsvMapper(
            new CsvFactory().enable(CsvParser.Feature.SKIP_EMPTY_LINES).enable(CsvParser.Feature.WRAP_AS_ARRAY));

    private CodeMapCsv() {}

    static String write(List<CodeMaps.Entry> entries) {
        StringWriter text = new StringWriter().append(HEADER).append("\r\n");
        try (CsvGenerator csv =
                CSV.getFactory().createGenerator(text).enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)) {
            csv.setSchema(
                    CSV.schemaFor(Object[].class).withLineSeparator("\r\n").withoutHeader());
            for (CodeMaps.Entry entry : entries) {
                String[] cells = Stream.of(entry.kind(), entry.local(), entry.system(), entry.code(), entry.display())
                        .map(CodeMapCsv::disarmed)
                        .toArray(String[]::new);
                csv.writeArray(cells, 0, cells.length);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** @throws org.visita.kit.problem.RefusedException if anything is wrong: every bad line is named by its number */
    static List<CodeMapLine> read(byte[] body) {
        List<CodeMapLine> lines = new ArrayList<>();
        List<FieldError> errors = new ArrayList<>();
        String text = text(body);
        try (JsonParser csv = CSV.createParser(text)) {
            boolean header = true;
            while (csv.nextToken() != null) {
                if (csv.currentToken() == JsonToken.START_ARRAY) {
                    continue;
                }
                if (csv.currentToken() == JsonToken.VALUE_STRING) {
                    int line = csv.currentTokenLocation().getLineNr();
                    List<String> cells = row(csv);
                    if (header) {
                        requireHeader(cells);
                        header = false;
                    } else {
                        read(line, cells, lines, errors);
                    }
                }
            }
            if (header) {
                requireHeader(List.of());
            }
        } catch (JsonProcessingException broken) {
            errors.add(
                    new FieldError("/lines/" + broken.getLocation().getLineNr(), "is not CSV: is a quote left open?"));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return CodeMapLine.checked(lines, errors);
    }

    private static List<String> row(JsonParser csv) throws IOException {
        List<String> cells = new ArrayList<>();
        do {
            cells.add(csv.getText());
        } while (csv.nextToken() != JsonToken.END_ARRAY);
        return cells;
    }

    private static void requireHeader(List<String> cells) {
        if (!String.join(",", cells).equals(HEADER)) {
            throw Refusal.invalid("/lines/1", "is the header: " + HEADER).asException();
        }
    }

    private static void read(int line, List<String> cells, List<CodeMapLine> lines, List<FieldError> errors) {
        String at = "/lines/" + line;
        if (cells.size() != COLUMNS && cells.size() != COLUMNS - 1) {
            errors.add(new FieldError(at, "has " + cells.size() + " cells, not " + COLUMNS));
            return;
        }
        List<String> plain = cells.stream().map(CodeMapCsv::armed).toList();
        String display = plain.size() < COLUMNS || plain.get(4).isEmpty() ? null : plain.get(4);
        lines.add(new CodeMapLine(
                at, new CodeMaps.Entry(plain.get(0), plain.get(1), plain.get(2), plain.get(3), display)));
    }

    private static String text(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw Refusal.invalid("", "has a NUL in it").asException();
            }
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException other) {
            throw Refusal.invalid("", "is not UTF-8").asException();
        }
    }

    private static String disarmed(String cell) {
        return cell == null ? "" : needsApostrophe(cell) ? "'" + cell : cell;
    }

    private static String armed(String cell) {
        return cell.startsWith("'") && needsApostrophe(cell.substring(1)) ? cell.substring(1) : cell;
    }

    /** Also what begins with one itself: else it would come back without. */
    private static boolean needsApostrophe(String cell) {
        return !cell.isEmpty() && (FORMULA.indexOf(cell.charAt(0)) >= 0 || cell.charAt(0) == '\'');
    }
}
