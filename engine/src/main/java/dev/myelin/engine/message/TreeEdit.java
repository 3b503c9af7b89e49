package dev.myelin.engine.message;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmNodeKind;
import org.jspecify.annotations.Nullable;

/** A copy of a tree in which some nodes are replaced, removed, or get children or siblings. */
public final class TreeEdit {
    /** What becomes of the nodes. */
    public enum Action {
        /** The new nodes stand in their place. */
        REPLACE,
        /** The new nodes become their last children. */
        CHILD,
        /** The new nodes follow them. */
        SIBLING,
        /** They are left out. */
        REMOVE
    }

    private final Set<XdmNode> targets;
    private final Set<XdmNode> onTheWay = new HashSet<>();
    private final Action action;
    private final Function<XdmNode, List<XdmNode>> added;

    private TreeEdit(Set<XdmNode> targets, Action action, Function<XdmNode, List<XdmNode>> added) {
        this.targets = targets;
        this.action = action;
        this.added = added;
        for (XdmNode target : targets) {
            @Nullable XdmNode parent = target.getParent();
            while (parent != null && onTheWay.add(parent)) {
                parent = parent.getParent();
            }
        }
    }

    /**
     * The copy of {@code document}.
     *
     * @param targets nodes of it
     */
    public static XdmNode apply(XdmNode document, Set<XdmNode> targets, Action action, List<XdmNode> added) {
        TreeEdit edit = new TreeEdit(targets, action, target -> added);
        return TreeWriter.document(out -> document.children().forEach(child -> edit.node(child, out)));
    }

    /** The copy of {@code document} in which other nodes stand in the place of each node of it that is a key. */
    public static XdmNode replaceEach(XdmNode document, Map<XdmNode, List<XdmNode>> replacements) {
        TreeEdit edit = new TreeEdit(
                replacements.keySet(), Action.REPLACE, target -> replacements.getOrDefault(target, List.of()));
        return TreeWriter.document(out -> document.children().forEach(child -> edit.node(child, out)));
    }

    /** The copy of {@code document} in which an attribute of it has another value. */
    public static XdmNode setAttribute(XdmNode document, XdmNode attribute, String value) {
        XdmNode owner = attribute.getParent();
        TreeEdit edit = new TreeEdit(Set.of(owner), Action.REPLACE, target -> List.of());
        return TreeWriter.document(
                out -> document.children().forEach(child -> edit.attribute(child, attribute, value, out)));
    }

    private void attribute(XdmNode node, XdmNode attribute, String value, TreeWriter out) {
        boolean owner = targets.contains(node);
        if (!owner && !onTheWay.contains(node)) {
            out.copy(node);
            return;
        }
        if (owner) {
            out.startLike(node, attribute.getNodeName(), value);
        } else {
            out.startLike(node);
        }
        node.children().forEach(child -> attribute(child, attribute, value, out));
        out.end();
    }

    /** The nodes that stand for {@code node} inside another tree: the children of a document. */
    static List<XdmNode> withoutDocument(XdmNode node) {
        if (node.getNodeKind() != XdmNodeKind.DOCUMENT) {
            return List.of(node);
        }
        List<XdmNode> children = new ArrayList<>();
        node.children().forEach(children::add);
        return children;
    }

    private void node(XdmNode node, TreeWriter out) {
        if (targets.contains(node)) {
            target(node, out);
        } else if (onTheWay.contains(node)) {
            out.startLike(node);
            node.children().forEach(child -> node(child, out));
            out.end();
        } else {
            out.copy(node);
        }
    }

    private void target(XdmNode node, TreeWriter out) {
        switch (action) {
            case REMOVE -> {}
            case REPLACE -> added.apply(node).forEach(out::copy);
            case SIBLING -> {
                out.copy(node);
                added.apply(node).forEach(out::copy);
            }
            case CHILD -> child(node, out);
        }
    }

    private void child(XdmNode node, TreeWriter out) {
        if (node.getNodeKind() != XdmNodeKind.ELEMENT) {
            out.copy(node);
            return;
        }
        out.startLike(node);
        node.children().forEach(child -> node(child, out));
        added.apply(node).forEach(out::copy);
        out.end();
    }
}
