// What a browser that is too old for these pages reads in place of them: one sentence in every
// language. Written in the JavaScript of 2009, because whoever has to read it may know no other; a
// test compares its numbers with those of .browserslistrc.

/**
 * Says the sentence where a browser lacks what came with those versions, or cannot read one of our
 * scripts. `aspect-ratio` came with Chrome 88, Safari 15 and Firefox 89; what is between them and
 * the floor is not worth a test of its own.
 */
export const tooOldScript = (sentences: readonly string[]) => `(function () {
  var words = ${JSON.stringify(sentences)};
  function say() {
    if (document.getElementById('too-old')) return;
    var box = document.createElement('div');
    box.id = 'too-old';
    box.setAttribute('role', 'alert');
    var look = { position: 'fixed', top: 0, right: 0, bottom: 0, left: 0, zIndex: 2147483647, overflow: 'auto',
      padding: '15% 24px 24px', background: '#fffdf8', color: '#2b2119', font: '20px/1.6 sans-serif', textAlign: 'center' };
    for (var name in look) box.style[name] = look[name];
    for (var i = 0; i < words.length; i += 1) {
      var line = document.createElement('p');
      line.style.margin = '0 auto 1em';
      line.style.maxWidth = '32em';
      line.appendChild(document.createTextNode(words[i]));
      box.appendChild(line);
    }
    document.documentElement.appendChild(box);
  }
  var isNew = window.CSS && CSS.supports && CSS.supports('aspect-ratio', '1') && window.WeakRef && ''.replaceAll &&
    'noModule' in document.createElement('script');
  if (!isNew) say();
  else window.addEventListener('error', function (event) {
    if (/SyntaxError/.test(event.message) && /\\/_next\\//.test(event.filename)) say();
  });
})();`
