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
/**
 * The dead letters of a store in its database.
 *
 * <p>
 * {@code JdbcDeadLetters} is the entry point. {@code LetterWriter} stores many letters by one commit; {@code
 * LetterTable} contains the statements, {@code LetterCondition} the conditions of a filter; {@code LetterDeletion}
 * deletes letters and lets the orders continue that they have blocked; {@code LetterRetention} deletes old letters.
 */
@NullMarked
package io.webhookscript.store.jdbc.letters;

import org.jspecify.annotations.NullMarked;
