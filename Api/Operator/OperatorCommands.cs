using System.CommandLine;

namespace Wasilo.Api.Operator;

/// <summary>The commands for operators. Each is a request to <c>/admin</c>.</summary>
internal static class OperatorCommands
{
    private static readonly string[] Names = ["account", "key", "node"];

    public static bool Knows(string command) => Names.Contains(command);

    /// <returns>0 if it was done; 1 if not, with one line on standard error.</returns>
    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Accounts, keys and nodes, for operators.") { TreatUnmatchedTokensAsErrors = false };
        root.Options.Add(OperatorOptions.Url);
        root.Options.Add(OperatorOptions.Key);
        root.Subcommands.Add(Accounts());
        root.Subcommands.Add(Keys());
        root.Subcommands.Add(Nodes());
        return root.Parse(args).InvokeAsync();
    }

    private static Command Accounts()
    {
        var id = new Argument<string>("ID");
        var newId = new Option<string?>("--id") { Description = "1 to 54 letters, digits, '_' and '-'; made if left out" };
        var name = new Option<string>("--name") { Description = "For people", Required = true };
        var newName = new Option<string?>("--name") { Description = "For people" };
        var quota = new Option<int?>("--max-sessions") { Description = "How many sessions it may have; any number if left out" };
        var unlimited = new Option<bool>("--unlimited") { Description = "Any number of sessions" };
        var create = new Command("create", "Create an account; prints it, and a key once") { newId, name, quota };
        create.Does("POST", _ => "admin/accounts", parsed => new { Id = parsed.GetValue(newId), Name = parsed.GetValue(name), MaxSessions = parsed.GetValue(quota) });
        var list = new Command("list", "All accounts");
        list.Does("GET", _ => "admin/accounts");
        var change = new Command("change", "Change an account's name or quota") { id, newName, quota, unlimited };
        change.Does(
            "PATCH",
            parsed => $"admin/accounts/{OperatorOptions.Escape(parsed.GetValue(id))}",
            parsed => new { Name = parsed.GetValue(newName), MaxSessions = parsed.GetValue(quota), Unlimited = parsed.GetValue(unlimited) });
        return new Command("account", "Tenants and their quotas") { create, list, change };
    }

    private static Command Keys()
    {
        var account = new Option<string>("--account") { Description = "The account's id", Required = true };
        var id = new Argument<string>("KEY") { Description = "The key's public part, as the list has it" };
        var name = new Option<string>("--name") { Description = "For people", Required = true };
        var scopes = new Option<string>("--scopes") { Description = "Some of read,send,manage,events,admin", Required = true };
        var session = new Option<string?>("--session") { Description = "The one session that it is good for" };
        var expires = new Option<DateTimeOffset?>("--expires") { Description = "When it expires, as 2030-01-31; never if left out" };
        var create = new Command("create", "Make a key; it is printed once") { account, name, scopes, session, expires };
        create.Does("POST", parsed => Path(parsed, account), parsed => new
        {
            Name = parsed.GetValue(name),
            Scopes = parsed.GetValue(scopes)!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Session = parsed.GetValue(session),
            ExpiresAt = parsed.GetValue(expires),
        });
        var list = new Command("list", "An account's keys, without what is secret of them") { account };
        list.Does("GET", parsed => Path(parsed, account));
        var revoke = new Command("revoke", "Make a key worthless for good") { account, id };
        revoke.Does("DELETE", parsed => $"{Path(parsed, account)}/{OperatorOptions.Escape(parsed.GetValue(id))}");
        return new Command("key", "API keys of accounts") { create, list, revoke };

        static string Path(ParseResult parsed, Option<string> account) => $"admin/accounts/{OperatorOptions.Escape(parsed.GetValue(account))}/keys";
    }

    private static Command Nodes()
    {
        var name = new Argument<string>("NAME");
        var reason = new Option<string?>("--reason") { Description = "For other operators" };
        var list = new Command("list", "All nodes");
        list.Does("GET", _ => "admin/nodes");
        var drain = new Command("drain", "Keep new sessions away from a node") { name, reason };
        drain.Does("POST", parsed => $"admin/nodes/{OperatorOptions.Escape(parsed.GetValue(name))}:drain", parsed => new { Reason = parsed.GetValue(reason) });
        var undrain = new Command("undrain", "Let a node take new sessions again") { name };
        undrain.Does("POST", parsed => $"admin/nodes/{OperatorOptions.Escape(parsed.GetValue(name))}:undrain");
        return new Command("node", "Processes that run sessions") { list, drain, undrain };
    }
}
