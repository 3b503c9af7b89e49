package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.PropertyGroup;

/** {@code <propertyGroup>}: its properties one after the other. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class PropertyGroupCompiler implements MediatorCompiler<PropertyGroup> {
    @Override
    public Class<PropertyGroup> type() {
        return PropertyGroup.class;
    }

    @Override
    public void compile(PropertyGroup mediator, MediatorScope scope) {
        PropertyCompiler single = new PropertyCompiler();
        mediator.properties().forEach(property -> single.compile(property, scope));
    }
}
