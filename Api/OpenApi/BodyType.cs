namespace Wasilo.Api.OpenApi;

/// <summary>What a route reads from its body, for its description. It decides nothing: a body of another kind is answered in the dialect.</summary>
/// <param name="Type">In JSON.</param>
internal sealed record BodyType(Type Type);

internal static class BodyTypes
{
    public static RouteHandlerBuilder Takes<TBody>(this RouteHandlerBuilder route) => route.WithMetadata(new BodyType(typeof(TBody)));
}
