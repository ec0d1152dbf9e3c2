using Wasilo.Simulator.Stanzas;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Queries;

/// <summary>The result of a query, or the error.</summary>
internal sealed record Answer
{
    /// <summary>Done; there is nothing to say.</summary>
    public static readonly Answer Empty = new();

    /// <summary>A query that the simulator doesn't know. Never silence: clients wait 60 s and more for an answer.</summary>
    public static readonly Answer Unknown = Error(501, "feature-not-implemented") with { IsUnknown = true };

    /// <summary>A query that makes no sense.</summary>
    public static readonly Answer BadRequest = Error(400, "bad-request");

    /// <summary>A query that is others' to make.</summary>
    public static readonly Answer Forbidden = Error(403, "forbidden");

    /// <summary>A query that has something wrong in it.</summary>
    public static readonly Answer NotAcceptable = Error(406, "not-acceptable");

    /// <summary>A query that assumes what isn't so any more.</summary>
    public static readonly Answer Conflict = Error(409, "conflict");

    /// <summary>What was asked for doesn't exist.</summary>
    public static readonly Answer NotFound = Error(404, "item-not-found");

    private NodeContent _content;
    private int _code;
    private string? _text;

    public bool IsUnknown { get; private init; }

    /// <summary>What happens once the answer is queued.</summary>
    public Action? Afterwards { get; init; }

    public static Answer Of(params ReadOnlySpan<Node> content) => new() { _content = NodeContent.Of(content) };

    public static Answer Error(int code, string text) => new() { _code = code, _text = text };

    public Node ToNode(Node iq, DateTimeOffset now) => _text is null ? Stanza.Result(iq, now, _content) : Stanza.Error(iq, _code, _text);
}
