package dev.myelin.engine.mediator.freemarker;

import com.fasterxml.jackson.databind.JsonNode;
import freemarker.ext.dom.NodeModel;
import freemarker.template.ObjectWrapper;
import freemarker.template.SimpleCollection;
import freemarker.template.SimpleNumber;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateBooleanModel;
import freemarker.template.TemplateCollectionModel;
import freemarker.template.TemplateHashModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateSequenceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.sf.saxon.dom.NodeOverNodeInfo;
import net.sf.saxon.s9api.XdmNode;
import org.jspecify.annotations.Nullable;

/** Values as FreeMarker sees them; views, not copies. */
final class Models {
    /** For what FreeMarker itself must wrap. */
    static final ObjectWrapper WRAPPER = Models::of;

    private Models() {}

    /** Null for nothing, which FreeMarker calls missing. */
    static @Nullable TemplateModel of(@Nullable Object value) {
        if (value == null || value instanceof TemplateModel) {
            return (TemplateModel) value;
        }
        if (value instanceof JsonNode json) {
            return ofJson(json);
        }
        if (value instanceof XdmNode node) {
            return NodeModel.wrap(NodeOverNodeInfo.wrap(node.getUnderlyingNode()));
        }
        if (value instanceof Number number) {
            return new SimpleNumber(number);
        }
        if (value instanceof Boolean truth) {
            return truth ? TemplateBooleanModel.TRUE : TemplateBooleanModel.FALSE;
        }
        return value instanceof Map<?, ?> map ? new MapModel(map) : new SimpleScalar(value.toString());
    }

    private static @Nullable TemplateModel ofJson(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> new ObjectModel(json);
            case ARRAY -> new ArrayModel(json);
            case NUMBER -> new SimpleNumber(json.numberValue());
            case BOOLEAN -> of(json.booleanValue());
            case STRING -> new SimpleScalar(json.textValue());
            default -> null;
        };
    }

    private record ArrayModel(JsonNode array) implements TemplateSequenceModel {
        @Override
        public @Nullable TemplateModel get(int index) {
            return of(array.get(index));
        }

        @Override
        public int size() {
            return array.size();
        }
    }

    private record ObjectModel(JsonNode object) implements TemplateHashModelEx {
        @Override
        public @Nullable TemplateModel get(String name) {
            return of(object.get(name));
        }

        @Override
        public boolean isEmpty() {
            return object.isEmpty();
        }

        @Override
        public int size() {
            return object.size();
        }

        @Override
        public TemplateCollectionModel keys() {
            return new SimpleCollection(object.fieldNames(), WRAPPER);
        }

        @Override
        public TemplateCollectionModel values() {
            List<JsonNode> values = new ArrayList<>(object.size());
            object.forEach(values::add);
            return new SimpleCollection(values, WRAPPER);
        }
    }

    private record MapModel(Map<?, ?> map) implements TemplateHashModelEx {
        @Override
        public @Nullable TemplateModel get(String name) {
            return of(map.get(name));
        }

        @Override
        public boolean isEmpty() {
            return map.isEmpty();
        }

        @Override
        public int size() {
            return map.size();
        }

        @Override
        public TemplateCollectionModel keys() {
            return new SimpleCollection(map.keySet(), WRAPPER);
        }

        @Override
        public TemplateCollectionModel values() {
            return new SimpleCollection(map.values(), WRAPPER);
        }
    }
}
