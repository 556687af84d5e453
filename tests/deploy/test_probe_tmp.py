import re, sys
sys.path.insert(0, "/work/main")
import pytest
from tests.deploy.test_nginx import page, theme, RESULT, cookie_of, expect
from tests.deploy.conftest import *

@pytest.mark.parametrize("pause", [0, 3000])
def test_probe(front, page, pause):
    sockets = []
    page.on("websocket", lambda s: sockets.append(s))
    page.on("console", lambda m: print("console", m.type, m.text[:200]))
    page.goto(f"{front.address}/findings")
    theme(page, "Domestic abuse").click()
    result = page.locator(".result-line strong")
    expect(result).to_have_text(RESULT)
    page.evaluate("""() => {window.seen=[]; new MutationObserver(() => {
      const t=[...document.querySelectorAll('[role=dialog],[data-testid=stConnectionStatus],[data-testid=stStatusWidget],[data-testid=stAlert]')].map(e=>(e.dataset.testid||'dialog')+':'+e.innerText).join('|');
      const p=document.querySelector('[data-variant=pills][aria-pressed=true]')?.innerText;
      const x=performance.now().toFixed(0)+' '+t+' P='+p+' R='+document.querySelector('.result-line strong')?.innerText+' U='+location.search;
      if (window.seen.at(-1)?.split(' ').slice(1).join(' ')!==x.split(' ').slice(1).join(' ')) window.seen.push(x)}).observe(document,{subtree:true,childList:true,attributes:true,characterData:true})}""")
    replica = front.replica_of(cookie_of(page))
    replica.end()
    page.wait_for_timeout(500)
    wait_for(lambda: page.wait_for_timeout(50) or len(sockets) > 1 and not sockets[-1].is_closed(), "ws")
    page.evaluate("window.seen.push(performance.now()+' RECONNECTED')")
    page.wait_for_timeout(pause)
    print(theme(page, "Domestic abuse").get_attribute("aria-pressed"))
    page.evaluate("window.seen.push(performance.now()+' CLICK')")
    theme(page, "Domestic abuse").click()
    page.wait_for_timeout(2500)
    print(pause, result.inner_text(), theme(page, "Domestic abuse").get_attribute("aria-pressed"), page.url)
    print("\n".join(page.evaluate("window.seen")))
    print(page.locator("[data-testid^=st]").evaluate_all("e=>[...new Set(e.map(x=>x.dataset.testid))].filter(x=>/stat|conn|alert|excep/i.test(x))"))
    page.screenshot(path=f"/tmp/probe-{pause}.png")
    replica.start(); replica.wait()
    import time; time.sleep(6)
