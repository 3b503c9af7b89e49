package dev.myelin.dsl.read;

import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.Project;

/** One thing that must hold in a project as a whole. */
@FunctionalInterface
interface ProjectRule {
    /** Reports where it does not hold. */
    void check(Project project, DiagnosticSink sink);
}
