/**
 * HTTP in and out on camel-netty-http.
 */
@NullMarked
package dev.myelin.engine.transport.http;

import org.jspecify.annotations.NullMarked;
