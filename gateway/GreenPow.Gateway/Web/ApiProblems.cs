using System.Text.RegularExpressions;
using GreenPow.Dao;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace GreenPow.Gateway.Web;

/// <summary>Every error of the API is a problem in JSON (RFC 9457) that says what was wrong; features only say the sentence, here it gets its shape.</summary>
public static partial class ApiProblems
{
    public const string Path = "/api";

    /// <summary>All that is mapped in here answers its errors as problems.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("");
        api.AddEndpointFilter(async (context, next) => Shaped(await next(context)));
        return api;
    }

    /// <summary>For what no endpoint has answered: no such path, no such method, values that cannot be read, a fault, a chain that is silent.</summary>
    public static void UseApiProblems(this IApplicationBuilder api)
    {
        api.UseExceptionHandler(failed => failed.Run(context => Of(context.Features.Get<IExceptionHandlerFeature>()!.Error).ExecuteAsync(context)));
        api.UseStatusCodePages(unanswered => Of(unanswered.HttpContext).ExecuteAsync(unanswered.HttpContext));
        api.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (BadHttpRequestException unread) when (!context.Response.HasStarted)
            {
                await OfValue(unread).ExecuteAsync(context); // the caller's mistake, not a fault to log
            }
        });
    }

    /// <summary>What the OpenAPI document says of an error.</summary>
    public static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var errors = operation.Responses?.Where(response => response.Key is ['4' or '5', ..]).Select(response => response.Value).OfType<OpenApiResponse>().ToList();
        if (errors is not { Count: > 0 }) return;
        var schema = await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), cancellationToken: cancellation);
        foreach (var error in errors) error.Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = schema } };
    }

    private static object? Shaped(object? result)
    {
        while (result is INestedHttpResult union) result = union.Result;
        return result is IStatusCodeHttpResult { StatusCode: >= 400 and var status } and IValueHttpResult { Value: string text } ? Problem(status, text) : result;
    }

    private static ProblemHttpResult Of(Exception fault) => fault switch
    {
        NodeUnreachableException => Problem(StatusCodes.Status503ServiceUnavailable, "The chain does not answer now; ask again in a moment."),
        _ => Problem(StatusCodes.Status500InternalServerError, "The gateway could not answer this; its log has the reason."),
    };

    private static ProblemHttpResult Of(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Problem(404, $"Nothing is served at {context.Request.Path}; /openapi/v1.json lists what is."),
        StatusCodes.Status405MethodNotAllowed => Problem(405, $"{context.Request.Path} does not take {context.Request.Method}; /openapi/v1.json says what it takes."),
        StatusCodes.Status415UnsupportedMediaType => Problem(415, $"{context.Request.Path} takes a body of application/json, not of '{context.Request.ContentType}'."),
        var other => Problem(other, ""),
    };

    // The framework names type and parameter in its message and nowhere else.
    private static ProblemHttpResult OfValue(BadHttpRequestException unread)
    {
        if (Missing().Match(unread.Message) is { Success: true } missing) return Problem(unread.StatusCode, $"The parameter '{missing.Groups["name"]}' is missing.", missing.Groups["name"].Value);
        if (IllFormed().Match(unread.Message) is { Success: true } bad)
            return Problem(unread.StatusCode, $"'{bad.Groups["value"]}' is no value of the parameter '{bad.Groups["name"]}', which is {Kind(bad.Groups["type"].Value)}.", bad.Groups["name"].Value);
        return Problem(unread.StatusCode, unread.InnerException is System.Text.Json.JsonException json ? $"The body cannot be read: {json.Message}" : unread.Message, "body");
    }

    private static string Kind(string type) => type.Contains("long", StringComparison.Ordinal) || type.Contains("int", StringComparison.Ordinal) ? "a whole number" : "of another kind";

    private static ProblemHttpResult Problem(int status, string detail, string? parameter = null) => TypedResults.Problem(detail, statusCode: status,
        extensions: parameter is null ? null : new Dictionary<string, object?> { ["parameter"] = parameter });

    [GeneratedRegex("""^Required parameter "\S+ (?<name>\w+)" was not provided""")]
    private static partial Regex Missing();

    [GeneratedRegex("""^Failed to bind parameter "(?<type>\S+) (?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex IllFormed();
}
