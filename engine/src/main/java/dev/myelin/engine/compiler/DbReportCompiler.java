package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.DbReport;

/** {@code <dbreport>}. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class DbReportCompiler implements MediatorCompiler<DbReport> {
    @Override
    public Class<DbReport> type() {
        return DbReport.class;
    }

    @Override
    public void compile(DbReport mediator, MediatorScope scope) {
        new DatabaseCompiler("dbreport", mediator, scope).compile(mediator.isOneTransaction());
    }
}
