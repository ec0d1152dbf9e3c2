namespace Wasilo.Api.Nodes;

/// <param name="Reason">Shown to other operators as the node's note.</param>
internal sealed record CordonRequest(string? Reason);
