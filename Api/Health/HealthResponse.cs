namespace Wasilo.Api.Health;

/// <param name="Status">alive; ready, joining, draining or without_node.</param>
/// <param name="Reason">Why requests can't be answered, and what to do.</param>
internal sealed record HealthResponse(string Status, string? Reason);
