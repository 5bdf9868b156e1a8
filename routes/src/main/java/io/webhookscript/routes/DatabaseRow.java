/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.webhookscript.routes;

import java.sql.Array;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** Makes a row of a database the event of the message, and its key the id of the event. */
public final class DatabaseRow implements Processor {

    private static final String SOURCE_ID = "CamelWebhookScriptSourceId";

    private final ObjectMapper json = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private String source = "";
    private List<String> key = List.of();
    private String event = "";

    /** Names the source, so that equal keys of two tables are two events. */
    public void setSource(String source) {
        this.source = source;
    }

    /** The columns of the key, separated by commas. */
    public void setKey(String key) {
        this.key = Stream.of(key.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
    }

    /** The column with the event as JSON; empty if all columns are the event. */
    public void setEvent(String event) {
        this.event = event;
    }

    @Override
    public void process(Exchange exchange) throws RejectedEventException, JsonProcessingException, SQLException {
        Message message = exchange.getMessage();
        Map<?, ?> row = message.getBody(Map.class);
        List<Object> id = new ArrayList<>(List.of(source));
        for (String column : key) {
            id.add(text(valueOf(row, column)));
        }
        message.setHeader(SOURCE_ID, json.writeValueAsString(id));
        message.setBody(event.isEmpty() ? eventOf(row) : jsonOf(row));
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
    }

    private Object valueOf(Map<?, ?> row, String column) throws RejectedEventException {
        Object value = row.get(column);
        if (value == null) {
            throw new RejectedEventException("The row is not an event", "the column " + column + " has no value", 400);
        }
        return value;
    }

    private Object jsonOf(Map<?, ?> row) throws RejectedEventException {
        Object value = valueOf(row, event);
        return value instanceof byte[] ? value : value.toString();
    }

    private Map<String, Object> eventOf(Map<?, ?> row) throws SQLException, JsonProcessingException {
        Map<String, Object> columns = new LinkedHashMap<>();
        for (Map.Entry<?, ?> column : row.entrySet()) {
            columns.put(String.valueOf(column.getKey()), plain(column.getValue()));
        }
        return columns;
    }

    private @Nullable Object plain(@Nullable Object value) throws SQLException, JsonProcessingException {
        if (value == null || value instanceof Number || value instanceof Boolean || value instanceof byte[]) {
            return value;
        }
        if (value instanceof Array array) {
            return array(array);
        }
        return isJson(value) ? json.readValue(value.toString(), Object.class) : text(value);
    }

    private List<Object> array(Array array) throws SQLException, JsonProcessingException {
        List<Object> values = new ArrayList<>();
        for (Object value : (Object[]) array.getArray()) {
            values.add(plain(value));
        }
        return values;
    }

    /** A time stamp is a moment in UTC, and everything else is the text of its type. */
    private static String text(Object value) {
        if (value instanceof Timestamp moment) {
            return moment.toInstant().toString();
        }
        if (value instanceof OffsetDateTime moment) {
            return moment.toInstant().toString();
        }
        return value instanceof byte[] bytes ? Arrays.toString(bytes) : value.toString();
    }

    /** The driver of PostgreSQL, which need not be there, returns JSON as an object that knows its type. */
    private static boolean isJson(Object value) {
        if (!value.getClass().getName().equals("org.postgresql.util.PGobject")) {
            return false;
        }
        try {
            return String.valueOf(value.getClass().getMethod("getType").invoke(value)).startsWith("json");
        } catch (ReflectiveOperationException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
