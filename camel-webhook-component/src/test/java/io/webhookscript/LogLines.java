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
package io.webhookscript;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** What deliveries and the life cycle of scripts, or one class, logs at a level and above, until it is closed. */
public final class LogLines extends AbstractAppender implements AutoCloseable {

    private static final List<String> OURS = List.of("io.webhookscript.delivery", "io.webhookscript.lifecycle");

    private final List<String> loggers;
    private final List<Line> all = new CopyOnWriteArrayList<>();

    record Line(Level level, String text, Map<String, String> mdc) {
    }

    private LogLines(List<String> loggers) {
        super("lines-of-" + loggers, null, null, true, Property.EMPTY_ARRAY);
        this.loggers = loggers;
    }

    public static LogLines from(Level level) {
        return of(OURS, level);
    }

    public static LogLines of(Class<?> logging, Level level) {
        return of(List.of(logging.getName()), level);
    }

    private static LogLines of(List<String> loggers, Level level) {
        LogLines lines = new LogLines(loggers);
        lines.start();
        LoggerContext.getContext(false).getConfiguration().getRootLogger().addAppender(lines, null, null);
        loggers.forEach(logger -> Configurator.setLevel(logger, level));
        LoggerContext.getContext(false).updateLoggers();
        return lines;
    }

    public List<Line> all() {
        return all;
    }

    public Stream<String> of(Level level) {
        return all.stream().filter(line -> line.level() == level).map(Line::text);
    }

    @Override
    public void append(LogEvent event) {
        if (loggers.stream().anyMatch(event.getLoggerName()::startsWith)) {
            all.add(new Line(event.getLevel(), event.getMessage().getFormattedMessage(), event.getContextData().toMap()));
        }
    }

    @Override
    public void close() {
        loggers.forEach(logger -> Configurator.setLevel(logger, Level.INFO));
        LoggerContext.getContext(false).getConfiguration().getRootLogger().removeAppender(getName());
        LoggerContext.getContext(false).updateLoggers();
    }
}
