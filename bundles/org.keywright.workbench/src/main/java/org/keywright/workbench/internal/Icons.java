// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.PaletteData;

/** The pictures of one family; each is made once and shared by all who show it. */
public final class Icons {
  private static final int SIDE = 16;

  private Icons() {}

  /** A picture's description, by its file's name without the ending. */
  public static ImageDescriptor descriptor(String name) {
    return ResourceLocator.imageDescriptorFromBundle(Icons.class, "/icons/16x16/" + name + ".png")
        .orElseGet(ImageDescriptor::getMissingImageDescriptor);
  }

  /** A picture; it is not disposed of by those who show it. */
  public static Image image(String name) {
    var pictures = JFaceResources.getImageRegistry();
    String key = "org.keywright.workbench/" + name;
    if (pictures.getDescriptor(key) == null) {
      pictures.put(key, descriptor(name));
    }
    return pictures.get(key);
  }

  /** Room for a picture: so words without one stand below those that have one, in a menu. */
  static ImageDescriptor room() {
    return ImageDescriptor.createFromImageDataProvider(
        zoom -> {
          int side = SIDE * zoom / 100;
          var data = new ImageData(side, side, 24, new PaletteData(0xff0000, 0xff00, 0xff));
          data.alphaData = new byte[side * side];
          return data;
        });
  }
}
