// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.guide;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.swt.graphics.ImageData;
import org.keywright.workbench.model.Guide;
import org.keywright.workbench.model.GuideBlock;
import org.keywright.workbench.model.GuidePage;
import org.keywright.workbench.model.GuidePlace;

/**
 * A page with its pictures, ready to be shown.
 *
 * @param page its blocks
 * @param pictures by their files
 */
record LoadedPage(GuidePage page, Map<String, ImageData> pictures) {
  /** Reads a page; this takes a moment, off the window's thread. */
  static LoadedPage load(Guide guide, GuidePlace place) throws IOException {
    GuidePage page = guide.page(place);
    var pictures = new LinkedHashMap<String, ImageData>();
    for (GuideBlock block : page.blocks()) {
      if (block instanceof GuideBlock.Picture picture) {
        try (InputStream file = guide.open(picture.file())) {
          pictures.put(picture.file(), new ImageData(file));
        }
      }
    }
    return new LoadedPage(page, pictures);
  }
}
