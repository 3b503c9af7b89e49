/** What the project promises to its users, shown on whole engines, real sockets and real back-ends. */
@NullMarked
package dev.myelin.engine.acceptance;

import org.jspecify.annotations.NullMarked;
