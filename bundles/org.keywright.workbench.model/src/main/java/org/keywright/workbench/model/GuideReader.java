// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** Makes blocks of a page's Markdown. A link to what is not at hand becomes plain words. */
final class GuideReader extends AbstractVisitor {
  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  private final GuidePlace page;
  private final Predicate<String> atHand;
  private final List<GuideBlock> blocks = new ArrayList<>();
  private int depth;
  private String mark = "";

  private GuideReader(GuidePlace page, Predicate<String> atHand) {
    this.page = page;
    this.atHand = atHand;
  }

  /**
   * Reads a page.
   *
   * @param page where its links begin
   * @param atHand whether there is such a file among the documents
   */
  static GuidePage read(GuidePlace page, String markdown, Predicate<String> atHand) {
    var reader = new GuideReader(page, atHand);
    PARSER.parse(markdown).accept(reader);
    return new GuidePage(reader.blocks);
  }

  @Override
  public void visit(Heading heading) {
    String words = spans(heading).stream().map(GuideSpan::words).collect(Collectors.joining());
    blocks.add(new GuideBlock.Heading(heading.getLevel(), name(words), words));
  }

  /** As the web pages of repositories name headings, so that the same links lead there. */
  private static String name(String words) {
    return words.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }

  @Override
  public void visit(Paragraph paragraph) {
    List<Node> inside = children(paragraph);
    if (inside.stream().allMatch(node -> node instanceof Image || node instanceof SoftLineBreak)) {
      inside.forEach(node -> picture(node).ifPresent(blocks::add));
    } else {
      blocks.add(new GuideBlock.Paragraph(depth, mark, spans(paragraph)));
      mark = "";
    }
  }

  private Optional<GuideBlock> picture(Node node) {
    return node instanceof Image image
        ? page.follow(image.getDestination())
            .map(GuidePlace::page)
            .filter(atHand)
            .map(
                file ->
                    new GuideBlock.Picture(
                        file,
                        spans(image).stream().map(GuideSpan::words).collect(Collectors.joining())))
        : Optional.empty();
  }

  @Override
  public void visit(BulletList list) {
    items(list, number -> "•");
  }

  @Override
  public void visit(OrderedList list) {
    items(list, number -> number + ".");
  }

  private void items(ListBlock list, IntFunction<String> marks) {
    depth++;
    int number = 1;
    for (Node item : children(list)) {
      mark = marks.apply(number++);
      visitChildren(item);
    }
    depth--;
  }

  @Override
  public void visit(FencedCodeBlock code) {
    blocks.add(new GuideBlock.Code(code.getLiteral().stripTrailing()));
  }

  @Override
  public void visit(IndentedCodeBlock code) {
    blocks.add(new GuideBlock.Code(code.getLiteral().stripTrailing()));
  }

  @Override
  public void visit(CustomBlock block) {
    if (block instanceof TableBlock) {
      blocks.add(
          new GuideBlock.Table(
              children(block).stream() // its head and its body
                  .flatMap(part -> children(part).stream())
                  .filter(TableRow.class::isInstance)
                  .map(row -> children(row).stream().map(this::spans).toList())
                  .toList()));
    }
  }

  private List<GuideSpan> spans(Node parent) {
    var spans = new ArrayList<GuideSpan>();
    collect(parent, GuideSpan.Look.PLAIN, Optional.empty(), spans);
    return spans;
  }

  private void collect(
      Node parent, GuideSpan.Look look, Optional<GuidePlace> link, List<GuideSpan> spans) {
    for (Node node : children(parent)) {
      switch (node) {
        case Text text -> spans.add(new GuideSpan(text.getLiteral(), look, link));
        case Code code -> spans.add(new GuideSpan(code.getLiteral(), GuideSpan.Look.CODE, link));
        case SoftLineBreak end -> spans.add(new GuideSpan(" ", look, link));
        case HardLineBreak end -> spans.add(new GuideSpan("\n", look, link));
        case StrongEmphasis strong -> collect(strong, GuideSpan.Look.STRONG, link, spans);
        case Emphasis emphasis -> collect(emphasis, GuideSpan.Look.EMPHASIS, link, spans);
        case Link to ->
            collect(
                to,
                look,
                page.follow(to.getDestination()).filter(place -> atHand.test(place.page())),
                spans);
        default -> collect(node, look, link, spans);
      }
    }
  }

  private static List<Node> children(Node parent) {
    var children = new ArrayList<Node>();
    for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
      children.add(child);
    }
    return children;
  }
}
