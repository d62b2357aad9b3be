#!/usr/bin/env python3
"""Talks to the Jupyter kernel of dcs as notebooks do: kernel-tests.py DCS. Needs jupyter_client and nbclient; with
jupyter_kernel_test its own tests of kernels run, too."""
import os
import pathlib
import queue
import subprocess
import sys
import tempfile
import time
import unittest

import nbclient
import nbformat
from jupyter_client.manager import start_new_kernel

try:
    import jupyter_kernel_test
except ImportError:
    jupyter_kernel_test = None

PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve()) if len(sys.argv) > 1 else "dcs"
# A data folder of Jupyter of its own, where dcs is the kernel that these tests speak of.
FOLDER = tempfile.TemporaryDirectory()
os.environ["JUPYTER_DATA_DIR"] = FOLDER.name
os.chdir(FOLDER.name)
subprocess.run([PROGRAM, "jupyter", "install"], check=True, stdout=subprocess.DEVNULL)


class KernelTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.manager, cls.client = start_new_kernel(kernel_name="dcs", startup_timeout=60)

    @classmethod
    def tearDownClass(cls):
        cls.client.stop_channels()
        cls.manager.shutdown_kernel()

    def run_code(self, code, timeout=60, **options):
        """The reply, and what was published: (kind, content)."""
        identity = self.client.execute(code, **options)
        published = []
        while True:
            message = self.client.get_iopub_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") != identity:
                continue
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                break
            published.append((message["msg_type"], message["content"]))
        reply = self.client.get_shell_msg(timeout=timeout)
        return reply["content"], published

    def ask(self, identity, timeout=30):
        while True:
            message = self.client.get_shell_msg(timeout=timeout)
            if message["parent_header"]["msg_id"] == identity:
                return message["content"]

    def test_values_and_streams(self):
        reply, published = self.run_code('x = 6; print "hello"; x * 7')
        self.assertEqual(reply["status"], "ok")
        texts = [content["text"] for kind, content in published if kind == "stream"]
        self.assertEqual(texts, ["hello\n"])
        results = [content for kind, content in published if kind == "execute_result"]
        self.assertEqual(results[0]["data"]["text/plain"], "42")
        self.assertEqual(results[0]["execution_count"], reply["execution_count"])

    def test_tables_are_tables(self):
        _, published = self.run_code("table({a: [1, 2], b: [3, 4]})")
        data = [content["data"] for _, content in published if "data" in content][0]
        self.assertIn("<table", data["text/html"])
        self.assertIn("| a | b |", data["text/markdown"])

    def test_pictures_are_vectors_and_pixels(self):
        _, drawn = self.run_code('plot([1, 2, 3], [1, 4, 9], title="squares", to="a.png")')
        data = [content["data"] for kind, content in drawn if kind == "display_data"][0]
        self.assertTrue(data["image/svg+xml"].startswith("<svg"))
        self.assertTrue(data["image/png"].startswith("iVBORw0KGgo"))
        self.assertEqual(data["text/plain"], "squares")

    def test_errors(self):
        reply, published = self.run_code("nothing_of_this_name")
        self.assertEqual((reply["status"], reply["ename"]), ("error", "name"))
        errors = [content for kind, content in published if kind == "error"]
        self.assertEqual(len(errors), 1)
        self.assertIn("nothing_of_this_name", errors[0]["traceback"][0])

    def test_silent(self):
        _, published = self.run_code('print "unheard"', silent=True)
        self.assertEqual([kind for kind, _ in published if kind != "status"], [])

    def test_complete(self):
        code = "größe = 1; pru"
        content = self.ask(self.client.complete(code, len(code)))
        self.assertIn("prune", content["matches"])
        self.assertEqual(code[content["cursor_start"] : content["cursor_end"]], "pru")

    def test_inspect(self):
        content = self.ask(self.client.inspect("prune(n, ", 6))
        self.assertTrue(content["found"])
        self.assertIn("prune(", content["data"]["text/plain"])
        self.assertFalse(self.ask(self.client.inspect("zzzz", 2))["found"])

    def test_is_complete(self):
        for code, state in [("1 + 1", "complete"), ("f = fn(x) {", "incomplete"), ("x = = 1", "invalid")]:
            self.assertEqual(self.ask(self.client.is_complete(code))["status"], state, code)

    def test_history(self):
        self.run_code("remembered = 12345")
        content = self.ask(self.client.history(hist_access_type="tail", n=1))
        self.assertEqual(content["history"][-1][2], "remembered = 12345")
        found = self.ask(self.client.history(hist_access_type="search", pattern="*rememb*", n=5))
        self.assertTrue(found["history"])

    def test_interrupt(self):
        self.run_code("kept = 5")
        identity = self.client.execute("n = 0; while true { n += 1 }")
        time.sleep(1)
        start = time.monotonic()
        self.manager.interrupt_kernel()
        content = self.ask(identity)
        self.assertEqual((content["status"], content["ename"]), ("error", "interrupted"))
        self.assertLess(time.monotonic() - start, 10)
        while True:
            try:
                self.client.get_iopub_msg(timeout=1)
            except queue.Empty:
                break
        _, published = self.run_code("kept")
        results = [content for kind, content in published if kind == "execute_result"]
        self.assertEqual(results[0]["data"]["text/plain"], "5")

    def test_a_whole_notebook(self):
        """Train, prune, quantize, code and draw a small network, cell by cell."""
        cells = [
            'seed 1; d = data("toy-digits", limit=400); n = net([dense(20), relu, dense(10)], input=[784])',
            "n = n |> train(d, epochs=1, lr=0.1)",
            "p = n |> prune(sparsity=50%) |> quantize(bits=4) |> huffman",
            "report([n, p], data=d.test)",
            "plot_layers(p)",
            'check p.bytes < n.bytes, "smaller"',
        ]
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        notebook.metadata.kernelspec = {"name": "dcs", "display_name": "dcs"}
        nbclient.NotebookClient(notebook, timeout=300, kernel_name="dcs").execute()
        kinds = [output.output_type for cell in notebook.cells for output in cell.outputs]
        self.assertIn("display_data", kinds)
        self.assertNotIn("error", kinds)
        nbformat.validate(notebook)


if jupyter_kernel_test:

    class Conformance(jupyter_kernel_test.KernelTests):
        """What Jupyter's own tests ask of every kernel."""

        kernel_name, language_name, file_extension = "dcs", "dcs", ".dcs"
        code_hello_world = 'print "hello, world"'
        completion_samples = [{"text": "pru", "matches": {"prune"}}]
        complete_code_samples = ["1", "x = 3"]
        incomplete_code_samples = ["f = fn(x) {", "[1,"]
        invalid_code_samples = ["x = = 2"]
        code_generate_error = "nothing_here"
        code_execute_result = [{"code": "1 + 2", "result": "3"}, {"code": "1 + 3", "result": "4"}]
        code_display_data = [
            {"code": 'plot([1, 2], to="a.png")', "mime": "image/png"},
            {"code": 'plot([1, 2], to="b.svg")', "mime": "image/svg+xml"}]
        code_inspect_sample = "prune"
        code_history_pattern = "1?+?2*"
        supported_history_operations = ("tail", "range", "search")


if __name__ == "__main__":
    unittest.main(verbosity=1)
