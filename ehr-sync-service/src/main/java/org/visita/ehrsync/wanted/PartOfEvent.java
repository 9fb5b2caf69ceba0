package org.visita.ehrsync.wanted;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;

/** What stands in a broken event before it breaks: one that is cut off still says whose it is. */
final class PartOfEvent {

    private static final JsonFactory JSON = new JsonFactory();

    private PartOfEvent() {}

    /** Texts and whole numbers of the event and of its booking; empty if it breaks at once. */
    static ObjectNode of(byte[] bytes) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        try (JsonParser parser = JSON.createParser(bytes)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                read(parser, event, "booking");
            }
        } catch (IOException end) {
            // This far and no further.
            return event;
        }
        return event;
    }

    /** @param inner field whose object is read as well; others are passed over */
    private static void read(JsonParser parser, ObjectNode object, String inner) throws IOException {
        JsonToken token = parser.nextToken();
        while (token == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            token = parser.nextToken();
            JsonNode value = scalar(parser, token);
            if (token == JsonToken.START_OBJECT && name.equals(inner)) {
                read(parser, object.putObject(name), null);
            } else {
                parser.skipChildren();
            }
            token = parser.nextToken();
            // Only now: the end of a number that is cut off looks like its end.
            if (value != null) {
                object.set(name, value);
            }
        }
    }

    private static JsonNode scalar(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            return TextNode.valueOf(parser.getText());
        }
        return token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() == JsonParser.NumberType.INT
                ? IntNode.valueOf(parser.getIntValue())
                : null;
    }
}
