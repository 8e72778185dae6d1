// Taps between paint and life: what the server has painted can be tapped and typed into before its
// scripts have come. It is caught, looks caught, and is done when the page is alive, in the order
// it came. What is tapped again because nothing seemed to happen is done once. Links need no
// script and are left alone.

declare global {
  interface Window {
    /** Does what was caught, and catches no more; gone once the page is alive. */
    doEarlyTaps?: (() => void) | undefined
  }
}

/** In the JavaScript of 2009, as it stands in front of everything. */
export const earlyTapsScript = `(function () {
  var caught = [];
  function note(kind, what) {
    for (var i = 0; i < caught.length; i += 1) if (caught[i].kind === kind && caught[i].what === what) return caught[i];
    var one = { kind: kind, what: what };
    caught.push(one);
    return one;
  }
  function around(event, selector) {
    return event.target && event.target.closest && event.target.closest(selector);
  }
  function hold(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  function onClick(event) {
    var what = around(event, 'a[href], button, [role="button"], input[type="checkbox"], input[type="radio"]');
    if (!what || what.tagName === 'A' || what.disabled) return;
    if (what.tagName === 'BUTTON' && what.type === 'submit' && what.form) return;
    hold(event);
    note('tap', what);
    what.setAttribute('data-caught', '');
  }
  function onSubmit(event) {
    hold(event);
    note('send', event.target);
  }
  function onInput(event) {
    var what = event.target;
    if (/^(checkbox|radio|file)$/.test(what.type)) return;
    note('type', what).text = what.value;
  }
  function type(what, text) {
    var kind = Object.getPrototypeOf(what);
    what.value = '';
    Object.getOwnPropertyDescriptor(kind, 'value').set.call(what, text);
    what.dispatchEvent(new Event(what.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }));
  }
  addEventListener('click', onClick, true);
  addEventListener('submit', onSubmit, true);
  addEventListener('input', onInput, true);
  window.doEarlyTaps = function () {
    window.doEarlyTaps = undefined;
    removeEventListener('click', onClick, true);
    removeEventListener('submit', onSubmit, true);
    removeEventListener('input', onInput, true);
    for (var i = 0; i < caught.length; i += 1) {
      var what = caught[i].what;
      what.removeAttribute('data-caught');
      if (!what.isConnected) continue;
      if (caught[i].kind === 'type') type(what, caught[i].text);
      else if (caught[i].kind === 'send') what.requestSubmit ? what.requestSubmit() : what.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
      else what.click();
    }
  };
})();`
