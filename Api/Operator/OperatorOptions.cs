using System.CommandLine;

namespace Wasilo.Api.Operator;

/// <summary>What all commands take, and how they are carried out.</summary>
internal static class OperatorOptions
{
    public static readonly Option<string> Url = new("--url")
    {
        Description = "Where the API is",
        Recursive = true,
        DefaultValueFactory = static _ => "http://127.0.0.1:8080",
    };

    public static readonly Option<string?> Key = new("--key")
    {
        Description = "A key with the scope admin (or WASILO_KEY); not needed with Cluster:Mode=cluster on a node's settings",
        Recursive = true,
        DefaultValueFactory = static _ => Environment.GetEnvironmentVariable("WASILO_KEY"),
    };

    public static string Escape(string? part) => Uri.EscapeDataString(part ?? "");

    /// <summary>Lets a command send a request and print the answer.</summary>
    public static void Does(this Command command, string method, Func<ParseResult, string> path, Func<ParseResult, object>? body = null)
    {
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) => OperatorRequest.RunAsync(
            new OperatorRequest(method, path(parsed), body?.Invoke(parsed)),
            parsed.GetValue(Url)!,
            parsed.GetValue(Key),
            [.. parsed.UnmatchedTokens],
            cancellationToken));
    }
}
