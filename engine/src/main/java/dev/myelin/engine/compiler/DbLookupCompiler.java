package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.DbLookup;

/** {@code <dblookup>}. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class DbLookupCompiler implements MediatorCompiler<DbLookup> {
    @Override
    public Class<DbLookup> type() {
        return DbLookup.class;
    }

    @Override
    public void compile(DbLookup mediator, MediatorScope scope) {
        new DatabaseCompiler("dblookup", mediator, scope).compile(false);
    }
}
