/**
 * The management port: what runs, asked and changed over HTTP. Start reading at {@link
 * dev.myelin.engine.management.ManagementServer}, then {@link dev.myelin.engine.management.Routes}, the table of all
 * requests; {@code openapi.json} beside it describes them.
 */
@NullMarked
package dev.myelin.engine.management;

import org.jspecify.annotations.NullMarked;
