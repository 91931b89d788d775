// SPDX-License-Identifier: EPL-2.0
import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Draws the window's pictures, which are SVG, in the sizes that they are shown in, so that no start
 * of the window has to (docs/adr/0104): one of 16 points as {@code 16x16/key.png} for 100 %, {@code
 * 20x20/key.png} for 125 %, and so on to 200 %. JFace finds the one for the screen's scale by the
 * name of its folder.
 *
 * <p>Arguments: the folder with the SVG files, and the one to draw into.
 */
final class Pictures {
  private static final List<Integer> PERCENT = List.of(100, 125, 150, 175, 200);
  private static final Map<RenderingHints.Key, Object> BEST =
      Map.of(
          RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON,
          RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY,
          RenderingHints.KEY_COLOR_RENDERING, RenderingHints.VALUE_COLOR_RENDER_QUALITY,
          RenderingHints.KEY_ALPHA_INTERPOLATION, RenderingHints.VALUE_ALPHA_INTERPOLATION_QUALITY,
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);

  void main(String[] folders) throws IOException {
    var from = Path.of(folders[0]);
    var to = Path.of(folders[1]);
    try (var files = Files.list(from)) {
      for (Path file : files.sorted().toList()) {
        draw(file, to);
      }
    }
  }

  private static void draw(Path file, Path to) throws IOException {
    SVGDocument picture = new SVGLoader().load(file.toUri().toURL());
    if (picture == null || picture.size().width != picture.size().height) {
      throw new IOException(file + " is not a picture that is as wide as it is high");
    }
    String name = file.getFileName().toString().replace(".svg", ".png");
    for (int percent : PERCENT) {
      int size = Math.round(picture.size().width * percent / 100);
      Path folder = Files.createDirectories(to.resolve(size + "x" + size));
      ImageIO.write(drawn(picture, size), "png", folder.resolve(name).toFile());
    }
  }

  private static BufferedImage drawn(SVGDocument picture, int size) {
    var image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = image.createGraphics();
    graphics.addRenderingHints(BEST);
    picture.render(null, graphics, new ViewBox(size, size));
    graphics.dispose();
    return image;
  }
}
