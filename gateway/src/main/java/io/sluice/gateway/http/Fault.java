package io.sluice.gateway.http;

/** What can be wrong with the bytes of a request beyond what the decoder itself refuses. */
enum Fault {
    REQUEST_LINE(400, "The request line is not method, target and version with one space between"),
    TARGET(400, "The request target is neither a path nor an http URL"),
    LINE_END(400, "A line ends in something else than CR LF, or a control character stands in it"),
    FOLDED(400, "A header field is folded over two lines"),
    EMPTY_NAME(400, "A header field has no name"),
    HOST(400, "The Host field must be there once and name a host"),
    LENGTH(400, "The Content-Length field stands there twice"),
    CODING(400, "The Transfer-Encoding field stands there twice, or has an empty part"),
    OLD_WEB_SOCKET(400, "The Sec-WebSocket-Key1 field announces a body without a length"),
    OTHER_CODING(501, "The only transfer coding that is taken is chunked"),
    TUNNEL(501, "CONNECT is not taken"),
    VERSION(505, "The versions that are taken are HTTP/1.1 and HTTP/1.0");

    private final int status;
    private final String detail;

    Fault(int status, String detail) {
        this.status = status;
        this.detail = detail;
    }

    String detail() {
        return detail;
    }

    /** What to tell the sender. */
    Problem problem() {
        return Problem.of(status, detail);
    }
}
